import { HttpClient, provideHttpClient } from '@angular/common/http'
import { inject } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { Component } from '@angular/core'
import { type ResolveFn, RouterOutlet, provideRouter, withComponentInputBinding } from '@angular/router'
import { LiftComponent } from './lift.component'

export interface Lift {
  id: string
  floor: number
}

const lift: ResolveFn<Lift> = route => inject(HttpClient).get<Lift>(`/api/lifts/${route.paramMap.get('id')}`)

@Component({ selector: 'app-root', imports: [RouterOutlet], template: '<router-outlet />' })
class App {}

bootstrapApplication(App, {
  providers: [
    provideHttpClient(),
    provideRouter([{ path: 'lifts/:id', component: LiftComponent, resolve: { lift } }], withComponentInputBinding()),
  ],
})
