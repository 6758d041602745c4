import { provideHttpClient } from '@angular/common/http'
import { bootstrapApplication } from '@angular/platform-browser'
import { provideTanStackQuery, QueryClient } from '@tanstack/angular-query-experimental'
import { Hives } from './hives'

bootstrapApplication(Hives, { providers: [provideHttpClient(), provideTanStackQuery(new QueryClient())] })
