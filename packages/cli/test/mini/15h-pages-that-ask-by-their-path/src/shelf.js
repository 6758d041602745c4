import axios from 'axios'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { useRoute } from 'vue-router'

const client = axios.create({ baseURL: '/api' })

export const useShelf = defineStore('shelf', () => {
  const route = useRoute()
  const pots = ref([])

  async function look() {
    const { data } = await client.get(`${route.path}?${new URLSearchParams({ size: '20' })}`)
    pots.value = data
  }

  return { pots, look }
})
