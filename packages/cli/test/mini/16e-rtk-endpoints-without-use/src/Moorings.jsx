import { useLazyMooringsQuery } from './api'

// not imported since the calendar moved out
export function Moorings() {
  const [load, { data }] = useLazyMooringsQuery()
  return <button onClick={() => load({ from: 1, to: 2 })}>{data?.length}</button>
}
