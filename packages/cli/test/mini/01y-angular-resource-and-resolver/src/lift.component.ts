import { HttpClient, httpResource } from '@angular/common/http'
import { Component, computed, inject, input, signal } from '@angular/core'
import type { Lift } from './main'

@Component({
  selector: 'app-lift',
  template: `
    <h1>{{ lift().floor }}</h1>
    @for (e of events.value(); track e.at) { <p>{{ e.text }}</p> }
    <button (click)="days.set(30)">Month</button>
    <button (click)="stop()">Stop</button>
  `,
})
export class LiftComponent {
  private http = inject(HttpClient)
  lift = input.required<Lift>()
  days = signal(7)
  private base = computed(() => `/api/lifts/${this.lift().id}`)

  events = httpResource<{ at: string; text: string }[]>(() => ({
    url: `${this.base()}/events`,
    params: { days: this.days() },
  }))

  stop() {
    this.http.post(this.base() + '/stop', { reason: 'operator' }).subscribe(() => this.events.reload())
  }
}
