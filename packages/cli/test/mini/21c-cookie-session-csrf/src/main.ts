import { HttpClient, provideHttpClient, withXsrfConfiguration } from '@angular/common/http'
import { Component, inject } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { switchMap } from 'rxjs'

const options = { withCredentials: true }

@Component({
  selector: 'app-root',
  standalone: true,
  template: `
    <form (submit)="login(card.value, pin.value); $event.preventDefault()">
      <input #card placeholder="Card" />
      <input #pin type="password" />
      <button>Sign in</button>
    </form>
    <button (click)="logout()">Sign out</button>
    <p *ngIf="me">{{ me.name }} {{ me.loans }}</p>
  `,
})
class LibraryComponent {
  private http = inject(HttpClient)
  me?: { name: string; loans: number }

  login(card: string, pin: string) {
    this.http
      .get('/sanctum/csrf-cookie', options)
      .pipe(
        switchMap(() => this.http.post('/login', { card, pin }, options)),
        switchMap(() => this.http.get<{ name: string; loans: number }>('/api/me', options)),
      )
      .subscribe(me => (this.me = me))
  }

  logout() {
    this.http.post('/logout', {}, options).subscribe(() => (this.me = undefined))
  }
}

bootstrapApplication(LibraryComponent, {
  providers: [provideHttpClient(withXsrfConfiguration({ cookieName: 'XSRF-TOKEN', headerName: 'X-XSRF-TOKEN' }))],
})
