import { HttpClientModule } from '@angular/common/http'
import { Component, NgModule } from '@angular/core'
import { BrowserModule } from '@angular/platform-browser'
import { RouterModule } from '@angular/router'

@Component({ selector: 'app-root', template: '<router-outlet></router-outlet>' })
export class AppComponent {}

@NgModule({
  imports: [
    BrowserModule,
    HttpClientModule,
    RouterModule.forRoot([
      { path: 'loans', loadChildren: './loans/loans.module#LoansModule' },
      { path: 'lenders', loadChildren: 'app/lenders.module#LendersModule' },
    ]),
  ],
  declarations: [AppComponent],
  bootstrap: [AppComponent],
})
export class AppModule {}
