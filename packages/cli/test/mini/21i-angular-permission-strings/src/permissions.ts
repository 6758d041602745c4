import { HttpClient } from '@angular/common/http'
import { Directive, Injectable, Input, TemplateRef, ViewContainerRef, inject } from '@angular/core'
import { CanActivateFn } from '@angular/router'
import { map, shareReplay } from 'rxjs'

@Injectable({ providedIn: 'root' })
export class Permissions {
  private granted$ = inject(HttpClient)
    .get<{ permissions: string[] }>('/api/users/me')
    .pipe(map(me => new Set(me.permissions)), shareReplay(1))

  has(permission: string) {
    return this.granted$.pipe(map(granted => granted.has(permission)))
  }
}

export const allowed: CanActivateFn = route => inject(Permissions).has(route.data['permission'])

@Directive({ selector: '[ifMay]', standalone: true })
export class IfMayDirective {
  private view = inject(ViewContainerRef)
  private template = inject(TemplateRef<unknown>)
  private permissions = inject(Permissions)

  @Input() set ifMay(permission: string) {
    this.permissions.has(permission).subscribe(yes => {
      this.view.clear()
      if (yes) this.view.createEmbeddedView(this.template)
    })
  }
}
