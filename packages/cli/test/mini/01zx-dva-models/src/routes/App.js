import { connect } from 'dva'

function App({ boats, dispatch }) {
  const add = event => {
    event.preventDefault()
    const data = new FormData(event.target)
    dispatch({ type: 'boats/moor', payload: { name: data.get('name'), length: Number(data.get('length')) } })
  }
  return (
    <form onSubmit={add}>
      <input name="name" />
      <input name="length" type="number" />
      {boats.rows.map(boat => (
        <button type="button" key={boat.id} onClick={() => dispatch({ type: 'boats/sink', id: boat.id })}>
          {boat.name}
        </button>
      ))}
    </form>
  )
}

export default connect(({ boats }) => ({ boats }))(App)
