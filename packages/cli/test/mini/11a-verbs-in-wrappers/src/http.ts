import axios from 'axios'

const root = axios.create({ baseURL: '/api' })

const using =
  (method: string) =>
  <T>(url: string, data?: unknown): Promise<T> =>
    root.request({ method, url, data }).then(r => r.data)

export const httpGet = <T>(url: string) => root.request<T>({ url }).then(r => r.data)
export const httpPost = using('POST')
export const httpPut = using('PUT')
export const doDelete = using('DELETE')

export class Resource<T> {
  constructor(private path: string) {}
  fetchAll = () => httpGet<T[]>(this.path)
  createOne = (data: Partial<T>) => httpPost<T>(this.path, data)
  replaceOne = (id: number, data: Partial<T>) => httpPut<T>(`${this.path}/${id}`, data)
  destroyOne = (id: number) => doDelete<void>(`${this.path}/${id}`)
}
