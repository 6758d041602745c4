import axios from 'axios'
import type { AxiosRequestConfig } from 'axios'

const service = axios.create({ baseURL: '/prod-api', timeout: 5000 })

service.interceptors.response.use(res => res.data)

export function request<T = unknown>(config: AxiosRequestConfig): Promise<T> {
  return service.request<never, T>(config)
}
