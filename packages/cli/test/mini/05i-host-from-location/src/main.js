import { createApp } from 'vue'
import Sprinkler from './Sprinkler.vue'

createApp(Sprinkler).mount('#app')
