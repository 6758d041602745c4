import { VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import Wagons from './Wagons.vue'

createApp(Wagons).use(VueQueryPlugin).mount('#app')
