import { AsyncPipe, NgFor } from '@angular/common'
import { provideHttpClient } from '@angular/common/http'
import { Component } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { MealsService } from './app/meals.service'

@Component({
  selector: 'app-root',
  standalone: true,
  imports: [NgFor, AsyncPipe],
  template: `<button *ngFor="let m of meals$ | async" (click)="order(m.id)">{{ m.name }}</button>`,
})
class CanteenComponent {
  meals$ = this.meals.today()
  constructor(private meals: MealsService) {}

  order(id: number) {
    this.meals.order(id).subscribe()
  }
}

bootstrapApplication(CanteenComponent, { providers: [provideHttpClient()] })
