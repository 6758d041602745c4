import { useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { Provider, useDispatch, useSelector } from 'react-redux'
import { loadAll, purseById, store } from './store'

function Purse({ id }: { id: number }) {
  const purse = useSelector(state => purseById(state as never, id))
  if (purse === null) return null
  return <button onClick={() => fetch(`/api/purses/${purse.id}`, { method: 'DELETE' })}>{purse.label}</button>
}

function App() {
  const dispatch = useDispatch()
  useEffect(() => {
    dispatch(loadAll() as never)
  }, [dispatch])
  return <Purse id={7} />
}

createRoot(document.querySelector('#root') as Element).render(
  <Provider store={store}>
    <App />
  </Provider>,
)
