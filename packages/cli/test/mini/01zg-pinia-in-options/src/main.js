import { createPinia } from 'pinia'
import { createApp } from 'vue'
import Tanks from './Tanks.vue'

createApp(Tanks).use(createPinia()).mount('#app')
