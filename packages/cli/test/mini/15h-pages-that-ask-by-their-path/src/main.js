import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import App from './App.vue'
import Mugs from './pages/Mugs.vue'

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: () => import('./pages/Door.vue') },
    { path: '/mugs', component: Mugs },
    { path: '/mugs/:glaze(\\w+)', component: () => import('./pages/Glaze.vue') },
    {
      path: '/kiln',
      component: () => import('./pages/Kiln.vue'),
      children: [
        { path: 'firings', component: () => import('./pages/Firings.vue') },
        { path: '/shards', component: () => import('./pages/Shards.vue') }
      ]
    },
    { path: '/drawers/:rest(.*)*', component: () => import('./pages/Drawer.vue') },
    { path: '/about', component: () => import('./pages/About.vue') }
  ]
})

createApp(App).use(createPinia()).use(router).mount('#app')
