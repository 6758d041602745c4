import { provideHttpClient } from '@angular/common/http'
import { bootstrapApplication } from '@angular/platform-browser'
import { RecipeComponent } from './app/recipe.component'

bootstrapApplication(RecipeComponent, { providers: [provideHttpClient()] })
