import { createApp } from 'vue'
import Trails from './Trails.vue'

createApp(Trails).mount('#app')
