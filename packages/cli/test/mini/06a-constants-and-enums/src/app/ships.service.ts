import { HttpClient } from '@angular/common/http'
import { Injectable } from '@angular/core'
import { Api } from './paths'

const URL = Api.Ships

@Injectable({ providedIn: 'root' })
export class ShipsService {
  constructor(private http: HttpClient) {}

  list = () => this.http.get<{ imo: string }[]>(URL)
  moor = (imo: string, berth: number) => this.http.post(`${URL}/${imo}/mooring`, { berth })
}
