import { HttpClient } from '@angular/common/http'
import { Component, inject, signal } from '@angular/core'
import { injectMutation, injectQuery } from '@tanstack/angular-query-experimental'
import { lastValueFrom } from 'rxjs'

@Component({
  selector: 'app-hives',
  template: `
    @for (hive of hives.data(); track hive.id) {
      <a (click)="chosen.set(hive.id)">{{ hive.name }}</a>
    }
    <b>{{ hive.data()?.honey }}</b>
    <button (click)="move.mutate({ to: 'orchard' })">Move</button>
  `,
})
export class Hives {
  private http = inject(HttpClient)
  chosen = signal(0)
  hives = injectQuery(() => ({
    queryKey: ['hives'],
    queryFn: () => lastValueFrom(this.http.get<{ id: number; name: string }[]>('/bees/hives')),
  }))
  hive = injectQuery(() => ({
    queryKey: ['hives', this.chosen()],
    queryFn: () => lastValueFrom(this.http.get<{ honey: number }>(`/bees/hives/${this.chosen()}`)),
  }))
  move = injectMutation(() => ({
    mutationFn: (body: { to: string }) => lastValueFrom(this.http.post(`/bees/hives/${this.chosen()}/moves`, body)),
  }))
}
