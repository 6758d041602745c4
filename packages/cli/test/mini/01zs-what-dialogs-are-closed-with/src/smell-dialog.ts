import { Component } from '@angular/core'
import { FormsModule } from '@angular/forms'
import { MatDialogModule } from '@angular/material/dialog'

@Component({
  imports: [FormsModule, MatDialogModule],
  template: `
    <input name="note" [(ngModel)]="smell.note" />
    <button [mat-dialog-close]="smell">Keep</button>
  `,
})
export class SmellDialog {
  smell = { note: '', strong: false }
}
