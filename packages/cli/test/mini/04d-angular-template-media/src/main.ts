import { provideHttpClient } from '@angular/common/http'
import { bootstrapApplication } from '@angular/platform-browser'
import { provideRouter } from '@angular/router'
import { SlidesComponent } from './slides.component'

bootstrapApplication(SlidesComponent, { providers: [provideHttpClient(), provideRouter([])] })
