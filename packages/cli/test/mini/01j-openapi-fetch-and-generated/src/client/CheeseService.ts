/* generated using openapi-typescript-codegen -- do not edit */
import { request } from './core/request'

export type Cheese = { id: number; name: string; age_weeks: number }

export class CheeseService {
  public static listCheeses(ripe?: boolean): Promise<Cheese[]> {
    return request({ method: 'GET', url: '/cheeses', query: { ripe: ripe } })
  }

  public static turnCheese(cheeseId: number, requestBody: { side: 'a' | 'b' }): Promise<void> {
    return request({ method: 'POST', url: '/cheeses/{cheese_id}/turn', path: { cheese_id: cheeseId }, body: requestBody })
  }

  public static deleteCheese(cheeseId: number): Promise<void> {
    return request({ method: 'DELETE', url: '/cheeses/{cheese_id}', path: { cheese_id: cheeseId } })
  }
}
