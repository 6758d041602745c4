import axios from 'axios'
import { createApp } from 'vue'
import { createRouter, createWebHistory, RouterView } from 'vue-router'
import Report from './Report.vue'
import Teams from './Teams.vue'

// every team has its own data; the hash names it without a login
axios.interceptors.request.use(config => {
  const team = router.currentRoute.value.params.team ?? localStorage.getItem('team')
  if (team) config.params = { ...config.params, team }
  return config
})

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: Teams },
    { path: '/r/:team/:hash', component: Report }
  ]
})

createApp(RouterView).use(router).mount('#app')
