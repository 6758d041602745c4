import { atom, selector, selectorFamily } from 'recoil'

export const chosen = atom({ key: 'chosen', default: 1 })
export const moons = selector({
  key: 'moons',
  get: async ({ get }) => (await fetch(`/sky/moons?planet=${get(chosen)}`)).json(),
})
export const moon = selectorFamily({
  key: 'moon',
  get: (id: number) => async () => (await fetch(`/sky/moons/${id}`)).json(),
})
