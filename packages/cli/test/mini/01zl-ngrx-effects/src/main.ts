import { provideHttpClient } from '@angular/common/http'
import { Component, inject } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { provideEffects } from '@ngrx/effects'
import { provideStore, Store } from '@ngrx/store'
import { HiveActions, moveHive } from './actions'
import * as hiveEffects from './effects'
import { HiveEffects } from './effects'

@Component({
  selector: 'hive-list',
  template: '<button (click)="weigh()">Weigh</button><button (click)="move()">Move</button>',
})
class HiveList {
  private store = inject(Store)

  ngOnInit() {
    this.store.dispatch(HiveActions.loadHives())
  }

  weigh() {
    this.store.dispatch(HiveActions.weighHive({ id: 7, reading: { kilos: 31, at: new Date() } }))
  }

  move() {
    this.store.dispatch(moveHive(7, 'heath'))
  }
}

bootstrapApplication(HiveList, {
  providers: [provideHttpClient(), provideStore(), provideEffects(HiveEffects, { move: hiveEffects.move })],
})
