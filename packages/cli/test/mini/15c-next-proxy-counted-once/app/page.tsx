import { Stones } from './stones'

const UPSTREAM = process.env.QUARRY_URL ?? 'http://localhost:8080'

export default async function Page() {
  const first = await fetch(`${UPSTREAM}/api/stones?kind=granite`).then(r => r.json())
  return <Stones first={first} />
}
