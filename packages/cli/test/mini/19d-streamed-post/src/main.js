import { createApp } from 'vue'
import Oracle from './Oracle.vue'

createApp(Oracle).mount('#app')
