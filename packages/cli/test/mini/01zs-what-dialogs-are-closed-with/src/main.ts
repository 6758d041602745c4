import { HttpClient, provideHttpClient } from '@angular/common/http'
import { Component, inject } from '@angular/core'
import { MatDialog } from '@angular/material/dialog'
import { NgbModal } from '@ng-bootstrap/ng-bootstrap'
import { bootstrapApplication } from '@angular/platform-browser'
import { CheeseDialog } from './cheese-dialog'
import { ShelfDialog } from './shelf-dialog'
import { SmellDialog } from './smell-dialog'

@Component({
  selector: 'app-cellar',
  template: `
    <button (click)="add()">Add</button>
    <button (click)="smell(3)">Smells</button>
    <button (click)="shelf(3)">Move</button>
  `,
})
class Cellar {
  private http = inject(HttpClient)
  private dialogs = inject(MatDialog)
  private modals = inject(NgbModal)

  add() {
    const opened = this.dialogs.open(CheeseDialog, { data: { milk: 'goat' } })
    opened.afterClosed().subscribe(cheese => {
      if (cheese) this.http.post('/cellar/cheeses', cheese).subscribe()
    })
  }

  smell(id: number) {
    this.dialogs
      .open(SmellDialog)
      .afterClosed()
      .subscribe(smell => this.http.put(`/cellar/cheeses/${id}/smell`, smell).subscribe())
  }

  async shelf(id: number) {
    const modal = this.modals.open(ShelfDialog)
    modal.componentInstance.cheese = { id, wheel: true }
    const moved = await modal.result
    this.http.patch(`/cellar/cheeses/${id}`, moved).subscribe()
  }
}

bootstrapApplication(Cellar, { providers: [provideHttpClient()] })
