import Vue from 'vue'
import VueRouter from 'vue-router'
import http from './plugins/http'
import TicketList from './components/TicketList.vue'

Vue.use(VueRouter)
Vue.prototype.$http = http
Vue.prototype.$upper = s => s.toUpperCase()

const router = new VueRouter({
  routes: [{ path: '/projects/:project', component: TicketList }]
})

new Vue({
  router,
  render: h => h('router-view')
}).$mount('#app')
