import { HTTP_INTERCEPTORS, HttpClientModule } from '@angular/common/http'
import { APP_INITIALIZER, InjectionToken, NgModule } from '@angular/core'
import { BrowserModule } from '@angular/platform-browser'
import { AppComponent } from './app.component'
import { SessionService } from './session.service'
import { TraceInterceptor } from './trace.interceptor'

export const SETTINGS = new InjectionToken<{ title: string }>('settings')

@NgModule({
  declarations: [AppComponent],
  imports: [BrowserModule, HttpClientModule],
  providers: [
    { provide: APP_INITIALIZER, useFactory: (s: SessionService) => () => s.restore(), deps: [SessionService], multi: true },
    { provide: HTTP_INTERCEPTORS, useClass: TraceInterceptor, multi: true },
  ],
  bootstrap: [AppComponent],
})
export class AppModule {}
