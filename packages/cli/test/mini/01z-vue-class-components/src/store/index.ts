import Vue from 'vue'
import Vuex from 'vuex'
import { http } from '../http'

Vue.use(Vuex)

const kilns = {
  namespaced: true,
  state: { kilns: [] as { volume: number }[] },
  getters: { total: (state: { kilns: { volume: number }[] }) => state.kilns.length },
  mutations: {
    set(state: { kilns: unknown[] }, kilns: unknown[]) {
      state.kilns = kilns
    },
  },
  actions: {
    async load({ commit }: { commit: (name: string, value: unknown) => void }) {
      const { data } = await http.get('/kilns')
      commit('set', data.kilns)
    },
    async rename(_: unknown, name: string) {
      await http.patch('/kilns/main', { name })
    },
  },
}

export const store = new Vuex.Store({ modules: { kilns } })
