import { HttpClient } from '@angular/common/http'
import { Injectable } from '@angular/core'

export interface Row {
  id: number
  name: string
}

export interface Keeper {
  put(row: Row): unknown
}

@Injectable({ providedIn: 'root' })
export class Trees implements Keeper {
  constructor(private http: HttpClient) {}

  list() {
    return this.http.get<Row[]>('/api/trees')
  }

  put(row: Row) {
    return this.http.put(`/api/trees/${row.id}`, row)
  }

  fell(id: number, why: string) {
    return this.http.post(`/api/trees/${id}/fell`, { why })
  }
}

@Injectable({ providedIn: 'root' })
export class Ladders implements Keeper {
  constructor(private http: HttpClient) {}

  put(row: Row) {
    return this.http.put(`/api/ladders/${row.id}`, row)
  }
}

@Injectable({ providedIn: 'root' })
export class Grafts {
  constructor(private http: HttpClient) {}

  add(tree: number, scion: string) {
    return this.http.post(`/api/trees/${tree}/grafts`, { scion })
  }
}
