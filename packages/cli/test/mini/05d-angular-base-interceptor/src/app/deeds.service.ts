import { HttpClient, HttpParams } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';

export interface Deed {
  number: string;
  parties: string[];
}

@Injectable({ providedIn: 'root' })
export class DeedsService {
  private readonly http = inject(HttpClient);

  find(text: string, year?: number) {
    let params = new HttpParams().set('q', text);
    if (year) {
      params = params.append('year', year);
    }
    return this.http.get<Deed[]>('deeds', { params });
  }

  seal(deed: Deed) {
    return this.http.post<void>(`deeds/${deed.number}/seal`, { parties: deed.parties });
  }

  labels() {
    return this.http.get<Record<string, string>>('assets/labels.json');
  }
}
