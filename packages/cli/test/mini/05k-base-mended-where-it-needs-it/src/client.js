import axios from 'axios'

function base() {
  const address = window.HARBOUR
  return address?.endsWith('/') ? address : address + '/'
}

export function client() {
  const instance = axios.create({ baseURL: base() })
  instance.interceptors.request.use(config => {
    config.baseURL = base()
    return config
  })
  return instance
}
