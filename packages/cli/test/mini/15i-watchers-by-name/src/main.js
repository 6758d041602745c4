import { createApp } from 'vue'
import Tide from './Tide.vue'

createApp(Tide, { port: 7 }).mount('#app')
