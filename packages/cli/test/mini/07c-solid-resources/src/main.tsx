import { createResource, createSignal, For, Show } from 'solid-js'
import { render } from 'solid-js/web'

interface Find {
  id: number
  species: string
}

const [forest, setForest] = createSignal<string>()
const [find, setFind] = createSignal<number>()

const fetchFinds = async (name: string): Promise<Find[]> =>
  (await fetch(`/api/forests/${encodeURIComponent(name.replace(/[{}]/g, ''))}/finds`)).json()

const fetchFind = async (id: number) => (await fetch(`/api/finds/${id}${location.search.includes('full') ? '/full' : ''}`)).json()

function App() {
  const [finds, { refetch }] = createResource(forest, fetchFinds)
  const [one] = createResource(() => find() ?? false, fetchFind)

  const add = async (e: SubmitEvent) => {
    e.preventDefault()
    const data = Object.fromEntries(new FormData(e.currentTarget as HTMLFormElement))
    await fetch('/api/finds', { method: 'POST', body: JSON.stringify({ ...data, forest: forest() }) })
    refetch()
  }

  return (
    <>
      <select onInput={e => setForest(e.currentTarget.value)}>
        <option>Oak</option>
        <option>Birch</option>
      </select>
      <For each={finds()}>{f => <li onClick={() => setFind(f.id)}>{f.species}</li>}</For>
      <Show when={one()}>
        <pre>{JSON.stringify(one())}</pre>
      </Show>
      <form onSubmit={add}>
        <input name="species" required />
        <input name="grams" type="number" />
      </form>
    </>
  )
}

render(() => <App />, document.getElementById('root')!)
