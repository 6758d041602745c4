import { createApp } from 'vue'
import Relics from './Relics.vue'

createApp(Relics).mount('#app')
