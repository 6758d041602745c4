import { Injectable, inject } from '@angular/core'
import { HttpClient } from '@angular/common/http'
import { Crud } from './crud.service'

export interface Bell {
  id: number
  tone: string
  kilos: number
}

export interface Ringer {
  id: number
  name: string
}

@Injectable({ providedIn: 'root' })
export class Bells extends Crud<Bell> {
  protected readonly resource = 'bells'

  constructor() {
    super(inject(HttpClient))
  }

  ring(id: number, strokes: number) {
    return this.http.post<void>(`${this.url}/${id}/ring`, null, { params: { strokes } })
  }
}

@Injectable({ providedIn: 'root' })
export class Ringers extends Crud<Ringer> {
  protected readonly resource = 'ringers'

  constructor() {
    super(inject(HttpClient))
  }
}
