import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { baseUrl } from './app/base-url.interceptor';
import { Deed, DeedsService } from './app/deeds.service';

@Component({
  selector: 'app-root',
  standalone: true,
  template: `
    <input #q (keyup.enter)="search(q.value)" />
    @for (d of deeds(); track d.number) {
      <button (click)="service.seal(d).subscribe()">{{ labels()['seal'] }} {{ d.number }}</button>
    }
  `,
})
class AppComponent {
  service = inject(DeedsService);
  deeds = signal<Deed[]>([]);
  labels = signal<Record<string, string>>({});

  constructor() {
    this.service.labels().subscribe(l => this.labels.set(l));
  }

  search(text: string) {
    this.service.find(text, new Date().getFullYear()).subscribe(d => this.deeds.set(d));
  }
}

bootstrapApplication(AppComponent, {
  providers: [provideHttpClient(withInterceptors([baseUrl]))],
});
