import React, { useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { Provider, useDispatch, useSelector } from 'react-redux'
import { applyMiddleware, createStore } from 'redux'
import thunk from 'redux-thunk'
import { fire, heatChosen, loadKiln } from './actions'
import reducers from './reducers'

const store = createStore(reducers, applyMiddleware(thunk))

function Kiln() {
  const dispatch = useDispatch()
  const name = useSelector(state => state.kiln.name)
  useEffect(() => {
    dispatch(loadKiln(7))
  }, [])
  return (
    <main>
      <h1>{name}</h1>
      <button onClick={() => dispatch(heatChosen(1240, 90))}>Stoneware</button>
      <button onClick={() => dispatch(fire())}>Fire</button>
    </main>
  )
}

createRoot(document.getElementById('root')).render(
  <Provider store={store}>
    <Kiln />
  </Provider>,
)
