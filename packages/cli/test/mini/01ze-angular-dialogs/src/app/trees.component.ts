import { AsyncPipe } from '@angular/common'
import { Component } from '@angular/core'
import { MatDialog } from '@angular/material/dialog'
import { filter, switchMap } from 'rxjs/operators'
import { ReasonDialogComponent } from './reason-dialog.component'
import { RowDialogComponent } from './row-dialog.component'
import { Frames } from './frames'
import { GraftComponent } from './graft.component'
import { type Row, Trees } from './shelf'

@Component({
  selector: 'orchard-root',
  standalone: true,
  imports: [AsyncPipe],
  template: `
    @for (tree of trees.list() | async; track tree.id) {
      <button (click)="edit(tree)">{{ tree.name }}</button>
      <button (click)="fell(tree.id)">Fell</button>
      <button (click)="graft(tree.id)">Graft</button>
    }
  `,
})
export class TreesComponent {
  constructor(
    public trees: Trees,
    private dialog: MatDialog,
    private frames: Frames,
  ) {}

  edit(row: Row) {
    this.dialog.open(RowDialogComponent, { width: '30rem', data: { row, keeper: this.trees } })
  }

  graft(id: number) {
    this.frames.show('Graft', GraftComponent, id).subscribe()
  }

  fell(id: number) {
    this.dialog
      .open(ReasonDialogComponent)
      .afterClosed()
      .pipe(
        filter(why => !!why),
        switchMap(why => this.trees.fell(id, why)),
      )
      .subscribe()
  }
}
