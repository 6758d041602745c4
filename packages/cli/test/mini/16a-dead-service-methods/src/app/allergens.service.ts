import { HttpClient } from '@angular/common/http'
import { Injectable } from '@angular/core'

@Injectable()
export class AllergensService {
  constructor(private http: HttpClient) {}

  all() {
    return this.http.get<string[]>('/api/allergens')
  }
}
