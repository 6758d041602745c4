import { HttpClient } from '@angular/common/http'
import { Component, OnInit, inject } from '@angular/core'
import { FormBuilder, ReactiveFormsModule, Validators } from '@angular/forms'
import { ActivatedRoute } from '@angular/router'

interface Member {
  id: string
  email: string
  city: string
}

@Component({
  standalone: true,
  imports: [ReactiveFormsModule],
  template: `
    <form [formGroup]="form" (ngSubmit)="save()">
      <input formControlName="email" />
      <input formControlName="city" />
      <span *ngIf="form.get('email')?.invalid">Email?</span>
      <button>Save</button>
    </form>
  `,
})
export class MemberPage implements OnInit {
  private http = inject(HttpClient)
  private route = inject(ActivatedRoute)
  form = inject(FormBuilder).group({ email: ['', [Validators.required, Validators.email]], city: [''] })
  private seen = new Map<string, Member>()

  ngOnInit() {
    const id = this.route.snapshot.paramMap.get('id')!
    const tab = this.route.snapshot.queryParamMap.get('tab')
    if (tab === 'city') this.form.get('city')?.markAsTouched()
    this.http.get<Member>('/api/members/' + id).subscribe(member => {
      this.seen.set('/members/' + id, member)
      this.form.patchValue(member)
    })
  }

  save() {
    const id = this.route.snapshot.paramMap.get('id')
    this.seen.delete('/members/' + id)
    this.http.put(`/api/members/${id}`, this.form.value).subscribe()
  }
}
