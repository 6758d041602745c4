import { provideHttpClient } from '@angular/common/http'
import { Component } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { provideRouter, RouterOutlet, withComponentInputBinding } from '@angular/router'
import { Mooring } from './mooring'
import { Tide } from './tide'

@Component({ selector: 'app-root', imports: [RouterOutlet], template: '<router-outlet />' })
class App {}

const routes = [
  {
    path: 'ports/:port',
    children: [
      { path: 'tides/:tide', component: Tide },
      { path: 'moorings/:mooring', component: Mooring },
    ],
  },
]

bootstrapApplication(App, { providers: [provideHttpClient(), provideRouter(routes, withComponentInputBinding())] })
