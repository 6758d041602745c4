import { Component, Inject } from '@angular/core'
import { SETTINGS } from './app.module'
import { SessionService } from './session.service'

@Component({
  selector: 'app-root',
  template: '<h1>{{ settings.title }}</h1><p>{{ session.kiosk?.name }}</p>',
})
export class AppComponent {
  constructor(
    @Inject(SETTINGS) readonly settings: { title: string },
    readonly session: SessionService,
  ) {}
}
