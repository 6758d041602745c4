import React from 'react'
import ReactDOM from 'react-dom'
import { connect, Provider } from 'react-redux'
import { drink, load, store } from './store'

class Shelf extends React.Component {
  state = { notes: {} }

  componentDidMount() {
    this.props.load(this.props.shelf)
  }

  async note(id) {
    const notes = await this.ask(id)
    this.setState(s => ({ notes: { ...s.notes, [id]: notes.text } }))
  }

  ask(id) {
    return fetch(`/api/cellar/bottles/${id}/notes`).then(r => r.json())
  }

  render() {
    return this.props.list.map(b => (
      <p key={b.id} onClick={() => this.note(b.id)} onDoubleClick={() => this.props.drink(b.id)}>
        {b.grape} {this.state.notes[b.id]}
      </p>
    ))
  }
}

const Connected = connect(state => state.bottles, { load, drink })(Shelf)

ReactDOM.render(
  <Provider store={store}>
    <Connected />
  </Provider>,
  document.getElementById('root'),
)
