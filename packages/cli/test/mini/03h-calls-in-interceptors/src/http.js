import axios from 'axios'

const http = axios.create({ baseURL: '/api' })

let config
let config
let renewing = false
const waiting = []

http.interceptors.request.use(async request => {
  config ??= await fetch('/api/client-config').then(r => r.json())
  request.headers['X-Region'] = config.region
  return request
})

http.interceptors.response.use(
  response => response.data,
  async error => {
    const refused = error.config
    if (error.response?.status === 401 && refused && !refused._again) {
      // What was refused is sent once more, by others when the token is there.
      if (renewing) return new Promise(resolve => waiting.push(() => resolve(http(refused))))
      refused._again = true
      renewing = true
      const { data } = await axios.post('/api/session/renew')
      refused.headers.Authorization = `Bearer ${data.access}`
      waiting.forEach(send => send())
      return http({ ...refused, timeout: 9000 })
    }
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
