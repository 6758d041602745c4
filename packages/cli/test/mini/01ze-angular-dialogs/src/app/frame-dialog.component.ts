import { NgComponentOutlet } from '@angular/common'
import { Component, inject } from '@angular/core'
import { MAT_DIALOG_DATA } from '@angular/material/dialog'

@Component({
  selector: 'frame-dialog',
  standalone: true,
  imports: [NgComponentOutlet],
  template: `<h2>{{ given.title }}</h2><ng-container *ngComponentOutlet="given.inside"></ng-container>`,
})
export class FrameDialogComponent {
  given = inject(MAT_DIALOG_DATA)
}
