import Vue from 'vue'
import Vuex from 'vuex'
import posts from './posts'
import Feed from './Feed.vue'

Vue.use(Vuex)

new Vue({
  el: '#app',
  store: new Vuex.Store({ modules: { posts } }),
  render: h => h(Feed)
})
