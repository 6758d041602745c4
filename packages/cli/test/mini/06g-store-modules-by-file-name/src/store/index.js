import Vue from 'vue'
import Vuex from 'vuex'

Vue.use(Vuex)

const context = require.context('./modules', false, /\.js$/)
const modules = context.keys().reduce((all, key) => {
  const name = key.replace(/^\.\/(.*)\.\w+$/, '$1')
  all[name] = context(key).default
  return all
}, {})

export default new Vuex.Store({ modules })
