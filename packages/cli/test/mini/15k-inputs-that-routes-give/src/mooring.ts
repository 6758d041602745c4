import { HttpClient } from '@angular/common/http'
import { Component, Input, inject } from '@angular/core'

@Component({ template: '' })
export class Mooring {
  private http = inject(HttpClient)
  port = ''

  @Input() set mooring(id: string) {
    this.http.get(`/sea/moorings/${id}`).subscribe()
  }

  ngOnInit() {
    if (this.port) this.http.get('/sea/never').subscribe()
  }
}
