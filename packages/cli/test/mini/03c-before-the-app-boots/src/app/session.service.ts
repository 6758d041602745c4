import { HttpClient } from '@angular/common/http'
import { Injectable } from '@angular/core'
import { firstValueFrom } from 'rxjs'

@Injectable({ providedIn: 'root' })
export class SessionService {
  kiosk?: { name: string }

  constructor(private readonly http: HttpClient) {}

  async restore(): Promise<void> {
    this.kiosk = await firstValueFrom(this.http.get<{ name: string }>('/api/kiosks/current'))
  }
}
