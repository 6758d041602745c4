import { ApiProvider } from '@reduxjs/toolkit/query/react'
import { createRoot } from 'react-dom/client'
import { api, useAddBoatMutation, useBoatsQuery } from './api'

function Boats() {
  const { data } = useBoatsQuery()
  const [addBoat] = useAddBoatMutation()
  return (
    <>
      {data?.map(b => (
        <p key={b.id}>{b.name}</p>
      ))}
      <button onClick={() => addBoat({ name: 'Nelly', metres: 9 })}>Add</button>
    </>
  )
}

createRoot(document.getElementById('root')).render(
  <ApiProvider api={api}>
    <Boats />
  </ApiProvider>,
)
