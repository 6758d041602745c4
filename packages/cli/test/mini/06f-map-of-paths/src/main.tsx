import { createResource, createSignal, For } from 'solid-js'
import { render } from 'solid-js/web'

type Kind = 'birth' | 'marriage' | 'death'

const PATHS: Record<Kind, string> = {
  birth: '/registry/births',
  marriage: '/registry/marriages',
  death: '/registry/deaths',
}

const ACTIONS = new Map<string, { path: string; method: 'POST' | 'DELETE' }>([
  ['lock', { path: 'lock', method: 'POST' }],
  ['unlock', { path: 'lock', method: 'DELETE' }],
])

const [kind, setKind] = createSignal<Kind>('birth')
const [entries] = createResource(kind, k => fetch(PATHS[k]).then(r => r.json()))

function act(name: string, id: string) {
  const action = ACTIONS.get(name)!
  return fetch(`/registry/entries/${id}/${action.path}`, { method: action.method })
}

function report(year: number) {
  switch (kind()) {
    case 'marriage':
      return fetch(`/registry/reports/marriages/${year}`)
    default:
      return fetch(`/registry/reports/people/${year}`)
  }
}

render(
  () => (
    <>
      <For each={Object.keys(PATHS) as Kind[]}>{k => <button onClick={() => setKind(k)}>{k}</button>}</For>
      <For each={entries()}>
        {e => (
          <p onClick={() => act('lock', e.id)} onDblClick={() => act('unlock', e.id)}>
            {e.name}
          </p>
        )}
      </For>
      <button onClick={() => report(new Date().getFullYear())}>Report</button>
    </>
  ),
  document.getElementById('root')!,
)
