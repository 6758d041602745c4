import { useEffect, useState } from 'react'
import store from './store'

export default function Pots() {
  const [pots, setPots] = useState([])

  useEffect(() => {
    store.pots().then(found => setPots(found.docs.map(one => one.data())))
    return store.watchPot('first', one => setPots(before => [one, ...before]))
  }, [])

  const add = async event => {
    const address = await store.picture('new', event.target.files[0])
    await store.addPot({ name: 'new', picture: address })
  }

  return (
    <ul>
      <button onClick={() => store.signIn('a@b.test', 'secret')}>Sign in</button>
      <button onClick={store.signInWith}>With another</button>
      <button onClick={() => store.change('better')}>Change</button>
      <input type="file" onChange={add} />
      {pots.map(pot => (
        <li key={pot.id} onClick={() => store.sold(pot.id)}>
          {pot.glaze}
        </li>
      ))}
    </ul>
  )
}
