export const state = () => ({ list: [] })

export const mutations = {
  set (state, list) {
    state.list = list
  }
}

export const actions = {
  async load ({ commit }) {
    commit('set', await this.$axios.$get('/guests', { params: { present: true } }))
  },
  checkIn (_, guest) {
    return this.$axios.$post('/guests', { name: guest.name, bed: guest.bed })
  }
}
