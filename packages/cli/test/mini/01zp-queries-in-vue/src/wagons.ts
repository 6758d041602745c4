import { useMutation, useQuery } from '@tanstack/vue-query'
import type { Ref } from 'vue'

const json = (response: Response) => response.json()

// The key is handed to the function as it is behind the ref.
export const useWagons = (filter: Ref<{ load: string; empty: boolean }>) =>
  useQuery({
    queryKey: ['wagons', filter],
    queryFn: ({ queryKey }) => fetch(`/rails/wagons?${new URLSearchParams(queryKey[1] as never)}`).then(json),
  })

export const useCoupling = () =>
  useMutation({
    mutationFn: ({ wagon, ...rest }: { wagon: number; engine: string; last: boolean }) =>
      fetch(`/rails/wagons/${wagon}/coupling`, { method: 'PUT', body: JSON.stringify(rest) }).then(json),
  })
