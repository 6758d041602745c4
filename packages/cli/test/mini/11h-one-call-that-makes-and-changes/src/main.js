import { createApp } from 'vue'
import Trees from './Trees.vue'

createApp(Trees, { planted: location.hash.slice(1).split(',') }).mount('#app')
