import { useQuery } from '@apollo/client'
import { CIRCLES } from '../lib/documents'
import { withClient } from '../lib/with-client'

function Circles() {
  const { data, fetchMore } = useQuery(CIRCLES, { variables: { first: 12 } })
  const page = data?.circles
  return (
    <main>
      {page?.nodes.map(one => <a key={one.id} href={`/circles?id=${one.id}`}>{one.title}</a>)}
      <button onClick={() => fetchMore({ variables: { after: page.pageInfo.endCursor } })}>More</button>
    </main>
  )
}

export default withClient({ early: true })(Circles)
