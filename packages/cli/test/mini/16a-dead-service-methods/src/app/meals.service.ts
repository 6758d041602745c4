import { HttpClient } from '@angular/common/http'
import { Injectable } from '@angular/core'

@Injectable({ providedIn: 'root' })
export class MealsService {
  constructor(private http: HttpClient) {}

  today() {
    return this.http.get<{ id: number; name: string }[]>('/api/meals/today')
  }

  order(id: number) {
    return this.http.post(`/api/meals/${id}/orders`, this.orderBody(2))
  }

  // nobody calls it any more
  week(monday: string) {
    return this.http.get('/api/meals/week', { params: { monday } })
  }

  rate(id: number, stars: number) {
    return this.sendRating(id, { stars })
  }

  private sendRating(id: number, body: { stars: number }) {
    return this.http.put(`/api/meals/${id}/rating`, body)
  }

  private orderBody(count: number) {
    return { count }
  }
}
