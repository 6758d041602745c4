import { Component, inject } from '@angular/core'
import { MatDialogRef } from '@angular/material/dialog'

@Component({
  selector: 'reason-dialog',
  standalone: true,
  template: `<button (click)="self.close('storm')">Storm</button>`,
})
export class ReasonDialogComponent {
  self = inject(MatDialogRef<ReasonDialogComponent>)
}
