import { createApp } from 'vue'
import Reef from './Reef.vue'

createApp(Reef).mount('#app')
