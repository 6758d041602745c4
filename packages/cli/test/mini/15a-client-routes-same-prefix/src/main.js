import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import { createStore } from 'vuex'
import App from './App.vue'
import Crates from './Crates.vue'

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/crates', component: Crates, alias: '/api/crates' },
    { path: '/crates/:id/edit', component: Crates },
    { path: '/old/crates', redirect: '/crates' }
  ]
})

export const LOADED = 'crates/loaded'

const store = createStore({
  state: { crates: [] },
  mutations: {
    [LOADED] (state, crates) {
      state.crates = crates
    },
    '/crates/clear' (state) {
      state.crates = []
    }
  },
  actions: {
    async 'crates/get' ({ commit }) {
      const res = await fetch('/crates')
      commit(LOADED, await res.json())
    }
  }
})

createApp(App).use(router).use(store).mount('#app')
