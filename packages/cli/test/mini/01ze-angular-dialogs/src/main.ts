import { provideHttpClient } from '@angular/common/http'
import { bootstrapApplication } from '@angular/platform-browser'
import { TreesComponent } from './app/trees.component'

bootstrapApplication(TreesComponent, { providers: [provideHttpClient()] })
