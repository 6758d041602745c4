import { HttpClient } from '@angular/common/http'
import { Component, OnInit, inject } from '@angular/core'
import { ActivatedRoute } from '@angular/router'

enum Mode {
  change = 'change',
  hire = 'hire',
}

/** One page to hire and to change: which of them it is, it says itself, and leaves. */
@Component({
  standalone: true,
  template: `
    <form (ngSubmit)="save()">
      <h1 *ngIf="hiring">New</h1>
      <button>Save</button>
    </form>
  `,
})
export class CrewPage implements OnInit {
  private http = inject(HttpClient)
  private route = inject(ActivatedRoute)
  private mode: Mode = Mode.change

  get hiring() {
    return this.mode === Mode.hire
  }

  ngOnInit() {
    const rank = this.route.snapshot.paramMap.get('rank')
    if (!rank) {
      this.mode = Mode.hire
      return
    }
    this.mode = Mode.change
  }

  save() {
    if (this.hiring) this.http.post('/api/crew/hire', { wage: 1200 }).subscribe()
    else this.http.post('/api/crew/change', { wage: 1300, since: 'May' }).subscribe()
  }
}
