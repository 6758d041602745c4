import axios from 'axios'

export const http = axios.create({
  baseURL: import.meta.env.VITE_API_URL || '/ferry/api'
})

// no default: the operator has to set it
const media = import.meta.env.VITE_MEDIA_HOST

export const deckPlan = ship => `${media}/plans/${ship}.svg`

const files = axios.create({ baseURL: media + '/upload' })

export const sendPlan = (ship, svg) => files.put('/plans/' + ship, svg, { headers: { 'Content-Type': 'image/svg+xml' } })
