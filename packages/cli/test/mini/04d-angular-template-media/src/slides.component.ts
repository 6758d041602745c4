import { NgFor, NgOptimizedImage } from '@angular/common'
import { HttpClient } from '@angular/common/http'
import { Component, OnInit, Pipe, PipeTransform } from '@angular/core'
import { RouterLink } from '@angular/router'

interface Slide {
  id: number
  title: string
  stage: string
  link: string
}

@Pipe({ name: 'stored' })
export class StoredPipe implements PipeTransform {
  transform(file: string): string {
    return `/files/${file}`
  }
}

@Component({
  selector: 'app-slides',
  standalone: true,
  imports: [NgFor, NgOptimizedImage, RouterLink, StoredPipe],
  templateUrl: './slides.component.html',
})
export class SlidesComponent implements OnInit {
  readonly base = '/api'
  slides: Slide[] = []

  constructor(private readonly http: HttpClient) {}

  ngOnInit(): void {
    this.http.get<Slide[]>(this.base + '/slides').subscribe(s => (this.slides = s))
  }

  pdf(id: number): string {
    return `${this.base}/slides/${id}/pdf?notes=false`
  }

  export(): void {
    this.http.get('/api/slides/export', { responseType: 'blob' }).subscribe(blob => {
      window.open(URL.createObjectURL(blob))
    })
  }
}
