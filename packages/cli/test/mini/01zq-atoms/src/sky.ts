import { atom } from 'jotai'
import { atomFamily, loadable } from 'jotai/utils'

export const sky = atom('north')
export const stars = atom(async get => {
  const response = await fetch(`/sky/stars?of=${get(sky)}`)
  return response.json()
})
export const planet = atomFamily((id: number) =>
  atom(async () => fetch(`/sky/planets/${id}`).then(response => response.json())),
)
export const planets = loadable(atom(async () => (await fetch('/sky/planets')).json()))

// What is written only: nobody reads it.
export const name = atom(null, async (get, set, star: number, called: string) => {
  await fetch(`/sky/stars/${star}`, { method: 'PATCH', body: JSON.stringify({ called, sky: get(sky) }) })
  set(sky, 'south')
})

export const comets = atom<{ tail: number }[]>([])
comets.onMount = set => {
  fetch('/sky/comets')
    .then(response => response.json())
    .then(set)
}
