import React, { Component } from 'react'
import ReactDOM from 'react-dom'
import { connect, Provider } from 'react-redux'
import { applyMiddleware, createStore } from 'redux'
import createSagaMiddleware from 'redux-saga'
import root from './sagas'

const saga = createSagaMiddleware()

const reducer = (state = { day: 'today', visits: [] }, action) =>
  action.type === 'VISITS_LOADED' ? { ...state, visits: action.visits } : state

const store = createStore(reducer, applyMiddleware(saga))
saga.run(root)

class Visits extends Component {
  componentDidMount() {
    this.props.load()
  }

  render() {
    const { visits, book, cancel } = this.props
    return (
      <div>
        {visits.map(v => (
          <p key={v.id} onClick={() => cancel(v.id)}>
            {v.customer}
          </p>
        ))}
        <button onClick={() => book('walk-in', 30)}>Walk-in</button>
      </div>
    )
  }
}

const Connected = connect(
  state => ({ visits: state.visits }),
  dispatch => ({
    load: () => dispatch({ type: 'LOAD_VISITS' }),
    book: (customer, minutes) => dispatch({ type: 'BOOK', customer, minutes }),
    cancel: id => dispatch({ type: 'CANCEL', id }),
  }),
)(Visits)

ReactDOM.render(
  <Provider store={store}>
    <Connected />
  </Provider>,
  document.getElementById('app'),
)
