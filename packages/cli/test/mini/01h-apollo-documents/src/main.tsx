import { ApolloClient, ApolloProvider, InMemoryCache, split, HttpLink, useMutation, useQuery, useSubscription } from '@apollo/client'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { getMainDefinition } from '@apollo/client/utilities'
import { createClient } from 'graphql-ws'
import { createRoot } from 'react-dom/client'
import { CHANGED, ORDERS, SHIP } from './documents'

const ws = new GraphQLWsLink(createClient({ url: 'ws://localhost:4000/graphql' }))
const http = new HttpLink({ uri: '/graphql' })

const client = new ApolloClient({
  cache: new InMemoryCache(),
  link: split(
    ({ query }) => {
      const d = getMainDefinition(query)
      return d.kind === 'OperationDefinition' && d.operation === 'subscription'
    },
    ws,
    http,
  ),
})

function Orders() {
  const { data } = useQuery(ORDERS, { variables: { status: 'OPEN' } })
  const [ship] = useMutation(SHIP, { refetchQueries: ['Orders'] })
  useSubscription(CHANGED)
  return data?.orders.nodes.map((o: { id: string; total: number }) => (
    <button key={o.id} onClick={() => ship({ variables: { id: o.id, carrier: 'post' } })}>
      {o.total}
    </button>
  ))
}

createRoot(document.getElementById('root')!).render(
  <ApolloProvider client={client}>
    <Orders />
  </ApolloProvider>,
)
