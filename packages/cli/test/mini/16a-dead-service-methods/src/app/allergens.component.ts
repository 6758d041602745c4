import { Component } from '@angular/core'
import { AllergensService } from './allergens.service'

// was part of the menu page; no template and no route shows it
@Component({ selector: 'app-allergens', standalone: true, providers: [AllergensService], template: '<p>…</p>' })
export class AllergensComponent {
  all$ = this.service.all()
  constructor(private service: AllergensService) {}
}
