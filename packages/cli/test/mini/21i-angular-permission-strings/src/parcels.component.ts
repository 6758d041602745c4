import { HttpClient } from '@angular/common/http'
import { Component, inject } from '@angular/core'
import { AsyncPipe, NgFor } from '@angular/common'
import { IfMayDirective } from './permissions'

@Component({
  standalone: true,
  imports: [AsyncPipe, NgFor, IfMayDirective],
  template: `
    <p *ngFor="let p of parcels$ | async">
      {{ p.number }}
      <button *ifMay="'parcel:release'" (click)="release(p.number)">Release</button>
    </p>
  `,
})
export class ParcelsComponent {
  private http = inject(HttpClient)
  parcels$ = this.http.get<{ number: string }[]>('/api/parcels', { params: { held: true } })

  release(number: string) {
    this.http.post(`/api/parcels/${number}/release`, {}).subscribe()
  }
}
