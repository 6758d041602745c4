import { HttpClient } from '@angular/common/http'
import { Component, NgModule, OnInit } from '@angular/core'
import { RouterModule } from '@angular/router'

@Component({ selector: 'app-lenders', template: '' })
export class LendersComponent implements OnInit {
  constructor(private http: HttpClient) {}

  ngOnInit() {
    this.http.get('/api/lenders').subscribe()
  }

  never() {
    this.http.delete('/api/lenders').subscribe()
  }
}

@NgModule({ imports: [RouterModule.forChild([{ path: '', component: LendersComponent }])], declarations: [LendersComponent] })
export class LendersModule {}
