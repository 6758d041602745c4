import { HttpClient } from '@angular/common/http'
import { Component, inject, Input, type OnInit } from '@angular/core'
import { NgbActiveModal } from '@ng-bootstrap/ng-bootstrap'

@Component({ template: '<button (click)="modal.close({ shelf: 4, turned: true })">Move</button>' })
export class ShelfDialog implements OnInit {
  modal = inject(NgbActiveModal)
  private http = inject(HttpClient)
  @Input() cheese?: { id: number; wheel: boolean }

  ngOnInit() {
    this.http.get(`/cellar/shelves?cheese=${this.cheese?.id}`).subscribe()
  }
}
