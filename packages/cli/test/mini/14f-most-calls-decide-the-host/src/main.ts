import { createApp } from 'vue'
import Tides from './Tides.vue'

createApp(Tides).mount('#app')
