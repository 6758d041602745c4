import { useMutation, useQuery } from '@tanstack/react-query'

async function req(method, path, body) {
  const res = await fetch('/api' + path, { method, body: body && JSON.stringify(body) })
  return res.json()
}

// only useHeat used to call this
function range(days) {
  return req('GET', `/heat/range?days=${days}`)
}

export const useHeaps = () => useQuery({ queryKey: ['heaps'], queryFn: () => req('GET', '/heaps') })

export const useHeat = days => useQuery({ queryKey: ['heat', days], queryFn: () => range(days) })

export const useTurn = () => useMutation({ mutationFn: id => req('POST', `/heaps/${id}/turns`) })

export const useEmpty = () => useMutation({ mutationFn: id => req('DELETE', `/heaps/${id}`) })

const stir = async (id, turns) => req('PATCH', `/heaps/${id}`, { turns })

const weigh = async id => req('GET', `/heaps/${id}/weight`)

const rename = heap => req('PUT', `/heaps/${heap.id}/name`, heap)

// Several in one: who calls it takes the query, and leaves both mutations.
export const useHeap = ({ id }) => {
  const weight = useQuery({ queryKey: ['weight', id], queryFn: () => weigh(id) })
  const stirring = useMutation({ mutationFn: turns => stir(id, turns) })
  const renaming = useMutation({ mutationKey: ['rename'], mutationFn: rename })
  return { weight, stirring, renaming }
}

// Both are handed on under the names that they have here: what is said of one is said of the other.
export const useFence = () => {
  const putUpFence = useMutation({ mutationFn: metres => req('POST', '/fences', { metres }) })
  const takeAwayFence = useMutation({ mutationFn: id => req('DELETE', `/fences/${id}`) })
  return {
    putUpFence: metres => putUpFence.mutate(metres),
    takeAwayFence: id => takeAwayFence.mutate(id),
    isBusy: putUpFence.isPending || takeAwayFence.isPending,
  }
}
