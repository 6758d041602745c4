import { HttpClient } from '@angular/common/http'
import { Observable, map } from 'rxjs'

interface Envelope<T> {
  payload: T
}

export abstract class Crud<T extends { id: number }> {
  protected abstract readonly resource: string

  constructor(protected http: HttpClient) {}

  protected get url(): string {
    return `/api/parish/${this.resource}`
  }

  list(): Observable<T[]> {
    return this.http.get<Envelope<T[]>>(this.url).pipe(map(e => e.payload))
  }

  save(item: Partial<T>): Observable<T> {
    const request = item.id
      ? this.http.request<Envelope<T>>('PUT', `${this.url}/${item.id}`, { body: item })
      : this.http.request<Envelope<T>>('POST', this.url, { body: item })
    return request.pipe(map(e => e.payload))
  }
}
