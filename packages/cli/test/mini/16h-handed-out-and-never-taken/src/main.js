import { createApp } from 'vue'
import Larder from './Larder.vue'

createApp(Larder).mount('#app')
