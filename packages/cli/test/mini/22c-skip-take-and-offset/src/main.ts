import { createApp } from 'vue'
import Seeds from './Seeds.vue'

createApp(Seeds).mount('#app')
