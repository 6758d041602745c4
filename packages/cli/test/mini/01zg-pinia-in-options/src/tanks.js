import axios from 'axios'
import { defineStore } from 'pinia'

export const useTanks = defineStore('tanks', {
  state: () => ({ all: [], word: '' }),
  getters: {
    salty: state => state.all.filter(tank => tank.salt > 3),
  },
  actions: {
    async load() {
      this.all = (await axios.get('/api/tanks', { params: { word: this.word } })).data
    },
    feed(id, grams) {
      return axios.post(`/api/tanks/${id}/meals`, { grams })
    },
    drain(id) {
      return axios.delete(`/api/tanks/${id}/water`)
    },
  },
})

export const useKeepers = defineStore({
  id: 'keepers',
  state: () => ({ onDuty: null }),
  actions: {
    async relieve() {
      this.onDuty = (await axios.post('/api/keepers/relief')).data
    },
  },
})
