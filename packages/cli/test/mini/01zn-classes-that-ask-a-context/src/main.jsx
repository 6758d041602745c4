import React from 'react'
import { createRoot } from 'react-dom/client'

const Kiln = React.createContext(null)
const all = (...steps) => start => steps.reduceRight((done, step) => step(done), start)
const ask = all(address => fetch(address), address => `/api${address}`)

class Firing extends React.Component {
  static contextType = Kiln
  render() {
    return <button onClick={() => this.context.fire(1200)}>Fire</button>
  }
}

function Workshop() {
  const fire = degrees => fetch('/api/firings', { method: 'POST', body: JSON.stringify({ degrees }) })
  React.useEffect(() => {
    ask('/kilns')
  }, [])
  return (
    <Kiln.Provider value={{ fire }}>
      <Firing />
    </Kiln.Provider>
  )
}

createRoot(document.getElementById('root')).render(<Workshop />)
