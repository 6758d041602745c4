import { HttpClient } from '@angular/common/http'
import { Injectable } from '@angular/core'
import { Api, PATHS } from './paths'

const URL = Api.Berths

@Injectable({ providedIn: 'root' })
export class BerthsService {
  constructor(private http: HttpClient) {}

  list() {
    return this.http.get<{ no: number }[]>(URL)
  }

  pilots() {
    return this.http.get<string[]>(PATHS.pilots.list)
  }

  onDuty(pilot: string) {
    return this.http.put(PATHS['pilots'].duty, { pilot })
  }
}
