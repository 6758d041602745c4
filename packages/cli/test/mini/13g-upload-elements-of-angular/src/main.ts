import { type HttpInterceptorFn, provideHttpClient, withInterceptors } from '@angular/common/http'
import { Component } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { NzUploadModule } from 'ng-zorro-antd/upload'
import { FileUploadModule } from 'primeng/fileupload'

@Component({
  selector: 'app-root',
  standalone: true,
  imports: [FileUploadModule, NzUploadModule],
  template: `
    <p-fileUpload name="leaf" [url]="base + '/leaves'" (onUpload)="shown($event)" />
    <nz-upload nzAction="/api/seeds" nzName="seed" [nzHeaders]="headers"></nz-upload>
    <p-fileUpload [customUpload]="true" (uploadHandler)="keep($event)" />
  `,
})
class Herbarium {
  base = '/api'
  headers = { 'X-Season': 'spring' }

  shown(event: { files: File[] }) {
    document.title = event.files[0]?.name ?? ''
  }

  keep(event: { files: File[] }) {
    localStorage.setItem('last', event.files[0]?.name ?? '')
  }
}

const inFront: HttpInterceptorFn = (request, next) => next(request.clone({ url: `/garden${request.url}` }))

bootstrapApplication(Herbarium, { providers: [provideHttpClient(withInterceptors([inFront]))] })
