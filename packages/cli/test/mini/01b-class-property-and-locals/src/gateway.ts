import axios, { type AxiosInstance } from 'axios'

class Ledger {
  constructor(private readonly http: AxiosInstance) {}

  private path = '/entries'

  entries(account: string) {
    return this.http.get<{ id: string; amount: number }[]>(`/accounts/${account}${this.path}`)
  }

  book = async (account: string, amount: number, memo?: string) => {
    const { post } = this.http
    await post(`/accounts/${account}${this.path}`, { amount, memo })
  }
}

export class Gateway {
  private client: AxiosInstance
  readonly ledger: Ledger
  static #shared?: Gateway

  constructor() {
    this.client = axios.create({ baseURL: '/api/v2' })
    this.ledger = new Ledger(this.client)
  }

  static get shared() {
    return (this.#shared ??= new Gateway())
  }

  get accounts() {
    const c = this.client
    return {
      list: () => c.get<{ id: string; label: string }[]>('/accounts'),
      close: (id: string) => c.patch(`/accounts/${id}`, { closed: true }),
    }
  }
}
