import { useEmpty, useHeaps, useTurn } from './hooks'

export function Heaps() {
  const { data = [] } = useHeaps()
  const turn = useTurn()
  // the button went away in the redesign
  const empty = useEmpty()
  return (
    <ul>
      {data.map(h => (
        <li key={h.id} onClick={() => turn.mutate(h.id)}>
          {h.name} {empty.isPending && '…'}
        </li>
      ))}
    </ul>
  )
}
