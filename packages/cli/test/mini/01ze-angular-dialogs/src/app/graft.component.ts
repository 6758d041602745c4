import { Component, inject } from '@angular/core'
import { MatDialogRef } from '@angular/material/dialog'
import { Grafts } from './shelf'

@Component({ selector: 'graft-form', standalone: true, template: `<button (click)="graft('quince')">Graft</button>` })
export class GraftComponent {
  private grafts = inject(Grafts)
  private opened = inject(MatDialogRef)

  graft(scion: string) {
    this.grafts.add(this.opened.componentInstance.given.treeId, scion).subscribe(() => this.opened.close(true))
  }
}
