import { keepPreviousData, useQuery } from '@tanstack/react-query'
import useSWR from 'swr'

const json = (url: string) => fetch(url).then(r => r.json())

// SWR: a conditional key, a function key, an array key
export const useDive = (id?: string) => useSWR(id ? `/api/dives/${id}` : null, json)

export const useBuddy = (dive?: { buddy?: string }) => useSWR(() => dive?.buddy && `/api/divers/${dive.buddy}`, json)

export const useSightings = (dive: string, species: string) =>
  useSWR(['/api/sightings', dive, species], ([url, d, s]) => json(`${url}?dive=${d}&species=${encodeURIComponent(s)}`))

// TanStack: the key is the address
export function useSpecies(...path: string[]) {
  return useQuery({
    queryKey: ['species', ...path],
    queryFn: ({ queryKey }) => json('/api/' + queryKey.join('/')),
    placeholderData: keepPreviousData,
  })
}

// one template, two endpoints
export const useTides = (reef: string, day?: string) =>
  useQuery({
    queryKey: ['tides', reef, day],
    queryFn: () => json(`/api/reefs/${reef}/tides${day ? `/${day}` : ''}`),
    enabled: !!reef,
  })
