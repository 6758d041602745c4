import { VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import Films from './Films.vue'

createApp(Films).use(VueQueryPlugin).mount('#app')
