import axios from 'axios'
import Vue from 'vue'
import Stable from './Stable.vue'

const backend = {
  install (vue, { prefix }) {
    const client = axios.create()
    vue.prototype.$backend = {
      fetch: (what, params) => client.get(prefix + what, { params }).then(r => r.data),
      store: (what, thing) => client.post(prefix + what, thing).then(r => r.data)
    }
  }
}

Vue.use(backend, { prefix: '/stable/' })

new Vue({
  el: '#app',
  provide: { farrier: { visit: id => axios.put(`/stable/horses/${id}/shoes`) } },
  render: h => h(Stable)
})
