import { AsyncPipe } from '@angular/common'
import { provideHttpClient } from '@angular/common/http'
import { Component, inject } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { Bell, Bells, Ringers } from './app/services'

@Component({
  selector: 'parish-root',
  standalone: true,
  imports: [AsyncPipe],
  template: `
    @for (b of bells.list() | async; track b.id) {
      <button (click)="bells.ring(b.id, 12).subscribe()">{{ b.tone }}</button>
      <button (click)="heavier(b)">{{ b.kilos }}</button>
    }
    @for (r of ringers$ | async; track r.id) { <i>{{ r.name }}</i> }
    <button (click)="cast()">New bell</button>
  `,
})
class ParishComponent {
  bells = inject(Bells)
  ringers$ = inject(Ringers).list()

  cast() {
    this.bells.save({ tone: 'C', kilos: 800 }).subscribe()
  }

  heavier(bell: Bell) {
    this.bells.save({ id: bell.id, kilos: bell.kilos + 1 }).subscribe()
  }
}

bootstrapApplication(ParishComponent, { providers: [provideHttpClient()] })
