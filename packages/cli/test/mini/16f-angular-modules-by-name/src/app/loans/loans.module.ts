import { HttpClient } from '@angular/common/http'
import { Component, NgModule, OnInit } from '@angular/core'
import { RouterModule } from '@angular/router'

@Component({ selector: 'app-loans', template: '<button (click)="close(3)">Close</button>' })
export class LoansComponent implements OnInit {
  constructor(private http: HttpClient) {}

  ngOnInit() {
    this.http.get('/api/loans').subscribe()
  }

  close(id: number) {
    this.http.post('/api/loans/' + id + '/close', {}).subscribe()
  }
}

@NgModule({ imports: [RouterModule.forChild([{ path: '', component: LoansComponent }])], declarations: [LoansComponent] })
export class LoansModule {}
