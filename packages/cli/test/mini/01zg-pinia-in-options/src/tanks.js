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

export const usePump = defineStore('pump', {
  state: () => ({ speed: 'off', valves: [] }),
  getters: {
    isRunning: state => state.speed === 'full',
  },
  actions: {
    // the whole state comes from the answer
    async look() {
      this.$state = (await axios.get('/api/pump')).data
    },
    turn() {
      if (this.isRunning) return axios.put('/api/pump/stop')
      return axios.put('/api/pump/start')
    },
    open(id) {
      return axios.put(`/api/pump/valves/${id}`)
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
