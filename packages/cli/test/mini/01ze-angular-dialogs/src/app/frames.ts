import { Injectable, inject, type Type } from '@angular/core'
import { MatDialog } from '@angular/material/dialog'
import { FrameDialogComponent } from './frame-dialog.component'

@Injectable({ providedIn: 'root' })
export class Frames {
  private readonly dialog = inject(MatDialog)

  show(title: string, inside: Type<unknown>, treeId: number) {
    return this.dialog.open(FrameDialogComponent, { data: { title, inside, treeId } }).afterClosed()
  }
}
