import axios from 'axios'
import { camelizeKeys, decamelizeKeys } from 'humps'

export const http = axios.create({
  baseURL: '/api/v1',
  transformResponse: [...axios.defaults.transformResponse, data => camelizeKeys(data)],
  transformRequest: [data => decamelizeKeys(data), ...axios.defaults.transformRequest],
})

http.interceptors.request.use(config => {
  if (config.params) config.params = decamelizeKeys(config.params)
  return config
})
