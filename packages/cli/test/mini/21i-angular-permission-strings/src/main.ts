import { provideHttpClient } from '@angular/common/http'
import { Component } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { RouterOutlet, provideRouter } from '@angular/router'
import { allowed } from './permissions'
import { ParcelsComponent } from './parcels.component'

@Component({ selector: 'app-root', standalone: true, imports: [RouterOutlet], template: '<router-outlet />' })
class App {}

bootstrapApplication(App, {
  providers: [
    provideHttpClient(),
    provideRouter([
      { path: '', component: ParcelsComponent, canActivate: [allowed], data: { permission: 'parcel:read' } },
    ]),
  ],
})
