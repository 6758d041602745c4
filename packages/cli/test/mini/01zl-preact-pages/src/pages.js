import { h, Component } from 'preact'
import { connect } from 'preact-redux'
import { Router } from 'preact-router'
import { bindActionCreators } from 'redux'
import { loadKeeper } from './store'

const isOnDuty = () => /(^|;)\s*DUTY=/.test(document.cookie)

const isBuoy = mark => /^[A-Z]{3}:$/.test(mark)

class Log extends Component {
  constructor(props) {
    super(props)
    this.state = { entries: [] }
  }

  componentDidMount() {
    if (!isOnDuty()) return
    // What the address holds comes as a property, by the path that the page stands in.
    fetch('/api/lights/' + this.props.light + '/entries')
      .then(answer => answer.json())
      .then(entries => this.setState({ entries }))
  }

  render({ light }, { entries }) {
    return (
      <ul>
        {isBuoy(`${light}:`) && <button onClick={() => fetch(`/api/buoys/${light}/moor`, { method: 'POST' })}>Moor</button>}
        {entries.map(entry => (
          <li onClick={() => fetch(`/api/lights/${light}/entries/${entry.number}`, { method: 'DELETE' })}>{entry.text}</li>
        ))}
      </ul>
    )
  }
}

class Pages extends Component {
  componentWillMount() {
    this.props.loadKeeper()
  }

  render({ keeper }) {
    return (
      <main>
        <h1>{keeper.name}</h1>
        <Router>
          <Log path="/lights/:light/log" />
        </Router>
      </main>
    )
  }
}

export default connect(
  state => ({ keeper: state }),
  dispatch => bindActionCreators({ loadKeeper }, dispatch),
)(Pages)
