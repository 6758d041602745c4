import { Component, Inject } from '@angular/core'
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog'
import type { Keeper, Row } from './shelf'

interface Given {
  row: Row
  keeper: Keeper
}

@Component({
  selector: 'row-dialog',
  standalone: true,
  template: `<input #name [value]="given.row.name"><button (click)="keep(name.value)">Keep</button>`,
})
export class RowDialogComponent {
  constructor(
    @Inject(MAT_DIALOG_DATA) public given: Given,
    private self: MatDialogRef<RowDialogComponent>,
  ) {}

  keep(name: string) {
    this.given.keeper.put({ ...this.given.row, name })
    this.self.close()
  }
}
