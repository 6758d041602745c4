import axios from 'axios'

const versions = { kilns: 'v2' }

axios.interceptors.request.use(config => {
  if (!config.url.startsWith('http')) config.baseURL = (window.__ROOT__ || '') + '/rest/' + versions.kilns
  config.headers['Accept-Language'] = document.documentElement.lang
  return config
})
