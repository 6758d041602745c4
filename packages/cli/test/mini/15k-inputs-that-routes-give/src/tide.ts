import { HttpClient } from '@angular/common/http'
import { Component, inject, input, numberAttribute, type OnInit } from '@angular/core'

@Component({ template: '<button (click)="save()">Save</button>' })
export class Tide implements OnInit {
  private http = inject(HttpClient)
  // Nothing is chosen at first: only the address says what is.
  tide = input(0, { transform: numberAttribute })
  port = input<string>()
  // The query of the address says it, and no route does.
  unit = input<string | null>(null)

  ngOnInit() {
    if (this.tide()) this.http.get(`/sea/tides/${this.tide()}`).subscribe()
    const unit = this.unit()
    if (unit) this.http.get('/sea/scales', { params: { unit } }).subscribe()
  }

  save() {
    const height = 3
    if (!this.tide()) return this.http.post('/sea/tides', { height }).subscribe()
    return this.http.put(`/sea/ports/${this.port()}/tides/${this.tide()}`, { height }).subscribe()
  }
}
