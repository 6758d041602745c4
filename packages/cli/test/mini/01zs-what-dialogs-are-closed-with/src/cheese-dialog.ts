import { Component, Inject } from '@angular/core'
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms'
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog'

@Component({
  imports: [ReactiveFormsModule],
  template: '<form [formGroup]="form" (ngSubmit)="save()"><input formControlName="name" /></form>',
})
export class CheeseDialog {
  form = new FormGroup({ name: new FormControl(''), months: new FormControl(3) })

  constructor(
    private ref: MatDialogRef<CheeseDialog>,
    @Inject(MAT_DIALOG_DATA) private data: { milk: string },
  ) {}

  save() {
    this.ref.close({ ...this.form.value, milk: this.data.milk })
  }
}
