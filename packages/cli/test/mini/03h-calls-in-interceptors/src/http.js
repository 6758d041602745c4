import axios from 'axios'

const http = axios.create({ baseURL: '/api' })

let config

http.interceptors.request.use(async request => {
  config ??= await fetch('/api/client-config').then(r => r.json())
  request.headers['X-Region'] = config.region
  return request
})

http.interceptors.response.use(
  response => response.data,
  async error => {
    if (error.response?.status === 503) {
      const { data } = await axios.get('/api/maintenance')
      alert(data.until)
    } else {
      axios({
        url: '/api/errors',
        method: 'post',
        data: { message: error.message, page: location.pathname },
      })
    }
    throw error
  },
)

export default http
