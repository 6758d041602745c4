import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import App from './App.vue'
import Harvest from './Harvest.vue'

const router = createRouter({ history: createWebHistory(), routes: [{ path: '/harvest', component: Harvest }] })
createApp(App).use(router).mount('#app')
