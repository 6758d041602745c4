import axios, { type AxiosRequestConfig, type Method } from 'axios'
import { WITHOUT_BODY } from './verbs'

const IN_FORMS = ['put', 'patch']

const verb = (method: Method) => (url: string, data?: Record<string, unknown>) => {
  const config: AxiosRequestConfig = { url, method }
  if (WITHOUT_BODY.includes(method)) config.params = data
  else if (IN_FORMS.indexOf(method) !== -1) config.data = new URLSearchParams(data as never)
  else config.data = data
  return axios(config)
}

export const client = { get: verb('get'), post: verb('post'), put: verb('put') }

/** Of one path nothing is known but that it is below the works: nobody calls it. */
export abstract class Shelf {
  protected abstract path: string

  one(id: number) {
    return client.get(`/works/hall/${this.path}/${id}`)
  }

  all() {
    return client.get(`/works/hall/${this.path}`)
  }
}

export class Bottles extends Shelf {
  protected path = 'bottles'
}
