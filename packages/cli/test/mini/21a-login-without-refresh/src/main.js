import axios from 'axios'
import Vue from 'vue'
import VueRouter from 'vue-router'
import Vuex from 'vuex'
import Diary from './Diary.vue'
import Login from './Login.vue'

Vue.use(VueRouter)
Vue.use(Vuex)
axios.defaults.baseURL = '/api'

const store = new Vuex.Store({
  state: { token: localStorage.getItem('token') },
  mutations: {
    signIn (state, token) {
      state.token = token
      localStorage.setItem('token', token)
      axios.defaults.headers.common.Authorization = 'JWT ' + token
    },
    signOut (state) {
      state.token = null
      localStorage.removeItem('token')
    }
  },
  actions: {
    async login ({ commit }, credentials) {
      const { data } = await axios.post('/sessions', credentials)
      commit('signIn', data.jwt)
    }
  }
})

axios.interceptors.response.use(r => r, error => {
  if (error.response && error.response.status === 401) {
    store.commit('signOut')
    router.push('/login')
  }
  return Promise.reject(error)
})

const router = new VueRouter({
  routes: [
    { path: '/login', component: Login },
    { path: '/', component: Diary, beforeEnter: (to, from, next) => (store.state.token ? next() : next('/login')) }
  ]
})

new Vue({ store, router, render: h => h('router-view') }).$mount('#app')
