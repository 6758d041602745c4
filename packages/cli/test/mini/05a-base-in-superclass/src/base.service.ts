export abstract class BaseService {
  protected constructor(
    private readonly root: string,
    protected readonly resource: string,
  ) {}

  protected async send<T>(method: string, suffix = '', body?: object): Promise<T> {
    const response = await fetch(`${this.root}/${this.resource}${suffix}`, {
      method,
      body: body ? JSON.stringify(body) : undefined,
      headers: { 'Content-Type': 'application/json' },
    })
    return response.status === 204 ? (undefined as T) : response.json()
  }
}

export abstract class CrudService<T> extends BaseService {
  constructor(resource: string) {
    super('/rest', resource)
  }

  all() {
    return this.send<T[]>('GET')
  }

  byId(id: string) {
    return this.send<T>('GET', `/${id}`)
  }

  drop(id: string) {
    return this.send<void>('DELETE', `/${id}`)
  }
}
