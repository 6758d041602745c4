import { derived, get, writable } from 'svelte/store'

// What others see of a store is its `subscribe`, and what may be done to it.
function makeHives() {
  const { subscribe, update } = writable({ hives: [], weather: null })
  return {
    subscribe,
    async load() {
      const answer = await fetch('/api/hives')
      const hives = await answer.json()
      update(before => ({ ...before, hives }))
    },
    forecast: weather => update(before => ({ ...before, weather: { rain: weather.rain, wind: weather.wind } })),
  }
}

export const apiary = makeHives()
export const chosen = writable(0)

export const hive = derived([apiary, chosen], ([$apiary, $chosen]) => $apiary.hives[$chosen])

export const smoke = () => fetch(`/api/hives/${get(apiary).hives[0].key}/smoke`, { method: 'POST' })
