import { provideHttpClient } from '@angular/common/http'
import { bootstrapApplication } from '@angular/platform-browser'
import { provideRouter, RouterOutlet } from '@angular/router'
import { Component } from '@angular/core'
import { CrewPage } from './crew.page'
import { MemberPage } from './member.page'

@Component({ selector: 'app-root', standalone: true, imports: [RouterOutlet], template: '<router-outlet />' })
class App {}

bootstrapApplication(App, {
  providers: [provideHttpClient(), provideRouter([
      { path: 'members/:id', component: MemberPage },
      { path: 'crew/hire', component: CrewPage },
      { path: 'crew/:rank', component: CrewPage },
    ])],
})
