import { useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { Provider } from 'react-redux'
import { meet, selectGate, store, useSend, useTold } from './store'

// There is nothing to pick before the keeper is known.
function Baskets() {
  const send = useSend()
  const gate = useTold(selectGate)
  const name = useTold(state => state.keeper.known?.name)
  useEffect(() => {
    send(meet())
  }, [send])
  return (
    <main>
      <h1>{name}</h1>
      {gate && <button onClick={() => fetch(`/api/gates/${gate}/baskets`, { method: 'POST' })}>Pick</button>}
    </main>
  )
}

createRoot(document.getElementById('root')!).render(
  <Provider store={store}>
    <Baskets />
  </Provider>,
)
