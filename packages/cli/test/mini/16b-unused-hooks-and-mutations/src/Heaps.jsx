import { useEmpty, useFence, useHeap, useHeaps, useTurn } from './hooks'

export function Heaps() {
  const { data = [] } = useHeaps()
  const { weight } = useHeap({ id: data[0]?.id })
  const turn = useTurn()
  const { putUpFence, isBusy } = useFence()
  // the button went away in the redesign
  const empty = useEmpty()
  return (
    <ul title={weight.data?.kilos} hidden={isBusy} onDoubleClick={() => putUpFence(4)}>
      {data.map(h => (
        <li key={h.id} onClick={() => turn.mutate(h.id)}>
          {h.name} {empty.isPending && '…'}
        </li>
      ))}
    </ul>
  )
}
