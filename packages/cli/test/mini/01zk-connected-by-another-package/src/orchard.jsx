import { Component } from 'react'
import { connect, withTitle } from 'tiny-store-react'

// A package that nothing knows is handed functions first, and the page in the second call.
class Orchard extends Component {
  componentDidMount() {
    fetch('/api/trees').then(answer => answer.json()).then(trees => this.setState({ count: trees.length }))
  }

  render() {
    return (
      <main>
        <button onClick={() => fetch('/api/trees/oldest', { method: 'DELETE' })}>Fell the oldest</button>
        <Harvest />
      </main>
    )
  }
}

class HarvestForm extends Component {
  pick() {
    fetch('/api/harvests', { method: 'POST', body: JSON.stringify({ crates: 3 }) })
  }

  render() {
    return <button onClick={() => this.pick()}>Pick</button>
  }
}

const toProps = state => ({ season: state.calendar.season, gardener: state.gardener })
const toActions = dispatch => ({ water: () => dispatch({ type: 'WATER' }) })

const Harvest = connect(toProps, toActions)(withTitle('Harvest')(HarvestForm))

export default connect(toProps)(Orchard)
