import Vue from 'vue'
import Vuex from 'vuex'
import App from './App.vue'
import LampDialog from './LampDialog.vue'

Vue.use(Vuex)
Vue.component('lamp-dialog', LampDialog)

const dialog = {
  namespaced: true,
  state: { open: false },
  mutations: {
    hide(state) {
      state.open = false
    },
  },
}

/* eslint-disable no-new */
new Vue({ el: '#app', store: new Vuex.Store({ modules: { dialog } }), components: { App }, render: h => h(App) })
