import axios from 'axios'

export const client = axios.create({ baseURL: import.meta.env.VITE_SERVER })

client.interceptors.response.use(
  answer => answer,
  async error => {
    const again = error.config
    if (error.response?.status !== 401 || again.tried) throw error
    again.tried = true
    const { data } = await client.post('/session/renew')
    again.headers = { ...again.headers, Authorization: `Bearer ${data.token}` }
    return client(again)
  },
)

export const rename = (shelf, id, name) => client.put(`${import.meta.env.VITE_SERVER}/${shelf}/${id}`, { name })
