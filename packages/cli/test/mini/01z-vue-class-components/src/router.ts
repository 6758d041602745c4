import Vue from 'vue'
import VueRouter from 'vue-router'

Vue.use(VueRouter)

export const router = new VueRouter({
  routes: [
    { path: '/', component: () => import('./Firings.vue') },
    { path: '/glazes', component: () => import('./Glazes.vue') },
  ],
})
