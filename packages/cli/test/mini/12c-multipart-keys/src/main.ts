import { HttpClient, provideHttpClient } from '@angular/common/http'
import { Component, inject } from '@angular/core'
import { FormsModule } from '@angular/forms'
import { bootstrapApplication } from '@angular/platform-browser'

interface Actor {
  stageName: string
  height?: number
  portrait?: string
}

@Component({
  selector: 'app-root',
  standalone: true,
  imports: [FormsModule],
  template: `
    <input [(ngModel)]="actor.stageName" name="stageName" />
    <input [(ngModel)]="actor.height" name="height" type="number" />
    <input type="file" name="portraitInput" (change)="pick($event)" />
    <button (click)="save()">Save</button>
    <button (click)="saveLater()">Later</button>
    <input type="file" name="reel" (change)="addReel($event)" />
  `,
})
class CastingComponent {
  private http = inject(HttpClient)
  actor: Actor = { stageName: '' }
  private file?: File

  pick(event: Event) {
    this.file = (event.target as HTMLInputElement).files?.[0]
    const reader = new FileReader()
    reader.onload = () => (this.actor.portrait = String(reader.result))
    if (this.file) reader.readAsDataURL(this.file)
  }

  // one endpoint: multipart with a picture, JSON without
  save() {
    if (!this.file) {
      return this.http.post('/api/actors', { stage_name: this.actor.stageName }).subscribe()
    }
    const data = new FormData()
    data.append('stage_name', this.actor.stageName)
    data.append('meta', JSON.stringify({ height: this.actor.height }))
    data.append('image', this.file, this.file.name)
    return this.http.post('/api/actors', data).subscribe()
  }

  // the picture as a data URL
  saveLater() {
    this.http.put('/api/actors/draft', { stage_name: this.actor.stageName, image_base64: this.actor.portrait }).subscribe()
  }

  addReel(event: Event) {
    const data = new FormData()
    for (const [i, file] of Array.from((event.target as HTMLInputElement).files ?? []).entries()) {
      data.append('reels[]', file)
      data.append('order', String(i))
    }
    this.http.post('/api/actors/reels', data).subscribe()
    this.addStills(Array.from((event.target as HTMLInputElement).files ?? []))
  }

  private addStills(files: File[]) {
    const data = new FormData()
    files.forEach((file, index) => {
      data.append(`stills[${index}]`, file)
      data.append(`captions[${index}][text]`, file.name)
    })
    this.http.post('/api/actors/stills', data).subscribe()
  }
}

bootstrapApplication(CastingComponent, { providers: [provideHttpClient()] })
