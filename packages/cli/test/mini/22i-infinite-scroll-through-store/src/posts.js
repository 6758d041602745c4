import axios from 'axios'

export default {
  namespaced: true,
  state: () => ({ page: 0, items: [], last: false }),
  mutations: {
    append (state, { content, last }) {
      state.items.push(...content)
      state.last = last
      state.page++
    }
  },
  actions: {
    async more ({ state, commit, rootState }) {
      if (state.last) return
      const { data } = await axios({ url: '/api/posts', params: { page: state.page, unread: rootState.unread } })
      commit('append', data.page)
    },
    async mark ({ dispatch }, id) {
      await axios.put(`/api/posts/${id}/read`)
      dispatch('more')
    }
  }
}
