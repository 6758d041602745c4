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
