import { h } from 'preact'
import { Provider } from 'preact-redux'
import { applyMiddleware, createStore } from 'redux'
import thunk from 'redux-thunk'
import Pages from './pages'
import { keeper } from './store'

const store = applyMiddleware(thunk)(createStore)(keeper)

export default () => (
  <Provider store={store}>
    <Pages />
  </Provider>
)
