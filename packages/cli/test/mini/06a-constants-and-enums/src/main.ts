import { HttpClientModule } from '@angular/common/http'
import { Component, NgModule } from '@angular/core'
import { BrowserModule } from '@angular/platform-browser'
import { platformBrowserDynamic } from '@angular/platform-browser-dynamic'
import { BerthsService } from './app/berths.service'
import { ShipsService } from './app/ships.service'

@Component({
  selector: 'app-root',
  template: `
    <p *ngFor="let s of ships$ | async" (click)="moor(s.imo)">{{ s.imo }}</p>
    <i *ngFor="let b of berths.list() | async">{{ b.no }}</i>
    <b *ngFor="let p of berths.pilots() | async" (click)="berths.onDuty(p).subscribe()">{{ p }}</b>
  `,
})
class AppComponent {
  ships$ = this.ships.list()
  constructor(
    private ships: ShipsService,
    readonly berths: BerthsService,
  ) {}

  moor(imo: string) {
    this.ships.moor(imo, 4).subscribe()
  }
}

@NgModule({ imports: [BrowserModule, HttpClientModule], declarations: [AppComponent], bootstrap: [AppComponent] })
class AppModule {}

platformBrowserDynamic().bootstrapModule(AppModule)
