import { ApolloClient, ApolloProvider, InMemoryCache } from '@apollo/client'

let shared

function clientFor() {
  shared ??= new ApolloClient({ uri: '/api/graphql', cache: new InMemoryCache() })
  return shared
}

/** Every page goes through here; a few are made on the server. */
export const withClient = ({ early = false } = {}) => Page => {
  const Wrapped = ({ start, ...props }) => (
    <ApolloProvider client={clientFor()}>
      <Page {...props} />
    </ApolloProvider>
  )
  if (early) Wrapped.getInitialProps = async () => ({ start: Date.now() })
  return Wrapped
}
