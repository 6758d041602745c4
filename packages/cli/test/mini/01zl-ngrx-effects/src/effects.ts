import { HttpClient } from '@angular/common/http'
import { inject, Injectable } from '@angular/core'
import { Actions, createEffect, ofType } from '@ngrx/effects'
import { concatLatestFrom, tapResponse } from '@ngrx/operators'
import { Store } from '@ngrx/store'
import { catchError, exhaustMap, map, mergeMap, of, switchMap } from 'rxjs'
import { HiveActions, hiveMoved, moveHive } from './actions'

@Injectable({ providedIn: 'root' })
class HiveApi {
  constructor(private http: HttpClient) {}

  list = () => this.http.get<unknown[]>('/api/hives')
  weigh = (id: any, reading: any) => this.http.post(`/api/hives/${id}/weights`, reading)
  history = (id: any) => this.http.get(`/api/hives/${id}/history`)
}

@Injectable()
export class HiveEffects {
  constructor(private actions$: Actions, private api: HiveApi, private store: Store) {}

  load$ = createEffect(() =>
    this.actions$.pipe(
      ofType(HiveActions.loadHives),
      switchMap(() => this.api.list().pipe(map(hives => HiveActions.hivesLoaded({ hives })))),
    ),
  )

  weigh$ = createEffect(
    () =>
      this.actions$.pipe(
        ofType(HiveActions.weighHive),
        concatLatestFrom(() => this.store.select(state => state)),
        mergeMap(([{ id, reading }]) => this.api.weigh(id, reading).pipe(tapResponse(() => undefined, console.error))),
      ),
    { dispatch: false },
  )

  moved$ = createEffect(() => this.actions$.pipe(ofType(hiveMoved), mergeMap(({ id }) => this.api.history(id))), {
    dispatch: false,
  })
}

export const move = createEffect(
  (actions$ = inject(Actions), http = inject(HttpClient)) =>
    actions$.pipe(
      ofType(moveHive),
      exhaustMap(action =>
        http.patch('/api/hives', action).pipe(
          map(() => hiveMoved({ id: action.id })),
          catchError(() => of({ type: '[Hives] stuck' })),
        ),
      ),
    ),
  { functional: true },
)
