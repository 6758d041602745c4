import { useRouter } from 'next/router'
import useSWR from 'swr'
import useSWRMutation from 'swr/mutation'

const send = (path, { arg }) =>
  fetch('/api/v1' + path, { method: 'POST', body: JSON.stringify(arg) })

export default function Hive() {
  const { id } = useRouter().query
  const { data } = useSWR(id ? `/hives/${id}` : null)
  const { data: weights } = useSWR(() => `/hives/${data.id}/weights?days=30`)
  const { trigger } = useSWRMutation(`/hives/${id}/inspections`, send)
  return (
    <>
      <h1>{data?.place}</h1>
      <pre>{JSON.stringify(weights)}</pre>
      <button onClick={() => trigger({ queen: true, brood: 4 })}>Inspected</button>
    </>
  )
}
