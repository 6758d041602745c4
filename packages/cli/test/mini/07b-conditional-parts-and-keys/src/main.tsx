import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { useBuddy, useDive, useSightings, useSpecies, useTides } from './data'

function Dive({ id }: { id?: string }) {
  const { data: dive } = useDive(id)
  const { data: buddy } = useBuddy(dive)
  const { data: sightings } = useSightings(id ?? '', 'turtle')
  const { data: species } = useSpecies()
  const { data: one } = useSpecies(dive?.species)
  const { data: today } = useTides(dive?.reef)
  const { data: then } = useTides(dive?.reef, dive?.day)
  return <pre>{JSON.stringify({ dive, buddy, sightings, species, one, today, then })}</pre>
}

createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={new QueryClient()}>
    <Dive id={location.hash.slice(1)} />
  </QueryClientProvider>,
)
