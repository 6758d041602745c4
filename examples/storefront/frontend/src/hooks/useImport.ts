import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { cancelImport, getImport, startImport } from '../api/imports.ts'
import type { ImportJob } from '../types.ts'

const pollEvery = 1_000

/** True while the server works, or will work, on an import. */
export function isRunning(job: ImportJob | undefined): boolean {
  return job?.status === 'waiting' || job?.status === 'active'
}

/** A CSV import: the way to start it, how far it is (asked for every second), the way to cancel it. */
export function useImport() {
  const client = useQueryClient()
  const start = useMutation({ mutationFn: startImport })
  const id = start.data?.id
  const job = useQuery({
    queryKey: ['imports', id],
    queryFn: () => getImport(id ?? ''),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (isRunning(state.data) ? pollEvery : false),
  })
  const cancel = useMutation({
    mutationFn: cancelImport,
    onSettled: () => client.invalidateQueries({ queryKey: ['imports', id] }),
  })

  const status = job.data?.status
  useEffect(() => {
    if (status === 'completed' || status === 'cancelled') void client.invalidateQueries({ queryKey: ['products'] })
  }, [status, client])

  return { start, job, cancel }
}
