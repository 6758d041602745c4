import axios from 'axios'

const http = axios.create({ baseURL: '/api' })

http.interceptors.request.use(config => {
  const token = localStorage.getItem('token')
  const organization = localStorage.getItem('organization')
  if (token) config.headers.Authorization = `Bearer ${token}`
  if (organization) config.headers['X-Organization-Id'] = organization
  return config
})

export default http
