import { HttpClient } from '@angular/common/http'
import { Component, OnInit } from '@angular/core'
import { AbstractControl, AsyncValidatorFn, FormArray, FormBuilder, FormGroup } from '@angular/forms'

@Component({
  selector: 'app-recipe',
  standalone: true,
  template: `
    <form [formGroup]="form" (ngSubmit)="save()">
      <input formControlName="title" />
      <div formArrayName="steps">
        <div *ngFor="let step of steps.controls; let i = index" [formGroupName]="i">
          <input formControlName="text" /><input type="number" formControlName="minutes" />
          <button type="button" (click)="steps.removeAt(i)">Remove</button>
        </div>
      </div>
      <button type="button" (click)="add()">Add</button>
      <button>Save</button>
    </form>
  `,
})
export class RecipeComponent implements OnInit {
  form!: FormGroup

  constructor(
    private http: HttpClient,
    private fb: FormBuilder,
  ) {}

  ngOnInit() {
    this.form = this.fb.group({ title: ['', [], [this.free()]], steps: this.fb.array([]) })
    this.form.value.steps.forEach((step: { text: string }) => console.log(step.text))
    this.http.get<{ steps: { text: string; minutes: number }[] }>('/api/recipe').subscribe(recipe => {
      for (const step of recipe.steps) {
        this.add()
        this.steps.at(0).patchValue({ text: step.text, minutes: step.minutes })
      }
    })
  }

  private free(): AsyncValidatorFn {
    return (control: AbstractControl) => this.http.get<null>('/api/recipe/titles', { params: { title: control.value } })
  }

  get steps() {
    return this.form.get('steps') as FormArray
  }

  add() {
    this.steps.push(this.fb.group({ text: [''], minutes: [5] }))
  }

  save() {
    this.http.put('/api/recipe', this.form.value).subscribe()
  }
}
