import { tides } from '@harbour/tides'
import { debounceTime, from, map, switchMap, tap } from 'rxjs'

const json = (answer: Response) => answer.json()

// Whoever sends the tides, each one changes what sails.
tides('east-quay')
  .pipe(
    debounceTime(300),
    switchMap(({ level }) => from(fetch(`/api/sailings?level=${level}`).then(json))),
    map(sailings => sailings.filter((one: { open: boolean }) => one.open)),
    tap(() => navigator.sendBeacon('/api/seen')),
  )
  .subscribe(show)

function show(sailings: { id: number; name: string }[]) {
  const list = document.querySelector('#sailings')!
  list.replaceChildren(...sailings.map(({ name }) => Object.assign(document.createElement('li'), { textContent: name })))
}
