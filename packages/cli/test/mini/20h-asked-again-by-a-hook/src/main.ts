import { createApp } from 'vue'
import Herbarium from './Herbarium.vue'

createApp(Herbarium).mount('#app')
