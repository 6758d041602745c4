import { HttpClient, HttpParams, provideHttpClient } from '@angular/common/http'
import { Component, OnInit, inject } from '@angular/core'
import { MatPaginatorModule, PageEvent } from '@angular/material/paginator'
import { bootstrapApplication } from '@angular/platform-browser'

interface Page<T> {
  content: T[]
  totalElements: number
  number: number
}

@Component({
  selector: 'app-root',
  standalone: true,
  imports: [MatPaginatorModule],
  template: `
    @for (t of page?.content; track t.id) { <p>{{ t.plate }}</p> }
    <mat-paginator [length]="page?.totalElements" [pageIndex]="page?.number ?? 0" [pageSize]="size" (page)="turn($event)" />
  `,
})
class TrucksComponent implements OnInit {
  private http = inject(HttpClient)
  page?: Page<{ id: number; plate: string }>
  size = 20

  ngOnInit() {
    this.load(0)
  }

  turn(event: PageEvent) {
    this.size = event.pageSize
    this.load(event.pageIndex)
  }

  private load(index: number) {
    const params = new HttpParams({ fromObject: { page: index, size: this.size, sort: 'plate,asc' } })
    this.http.get<Page<{ id: number; plate: string }>>('/api/trucks', { params }).subscribe(p => (this.page = p))
  }
}

bootstrapApplication(TrucksComponent, { providers: [provideHttpClient()] })
