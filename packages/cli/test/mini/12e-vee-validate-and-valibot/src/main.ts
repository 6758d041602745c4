import { createApp } from 'vue'
import Enrol from './Enrol.vue'

createApp(Enrol).mount('#app')
