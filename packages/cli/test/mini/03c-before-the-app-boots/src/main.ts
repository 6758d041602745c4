import { platformBrowserDynamic } from '@angular/platform-browser-dynamic'
import { AppModule, SETTINGS } from './app/app.module'

fetch('/api/settings')
  .then(r => r.json())
  .then(settings =>
    platformBrowserDynamic([{ provide: SETTINGS, useValue: settings }]).bootstrapModule(AppModule),
  )
  .catch(error => console.error(error))
