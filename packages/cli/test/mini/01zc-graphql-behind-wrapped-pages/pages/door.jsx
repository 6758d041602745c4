import { useMutation } from '@apollo/client'
import { useState } from 'react'
import { SIGN_IN } from '../lib/documents'
import { withClient } from '../lib/with-client'

function Door() {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [enter] = useMutation(SIGN_IN)
  const submit = async event => {
    event.preventDefault()
    const { data } = await enter({ variables: { name, password } })
    localStorage.setItem('ticket', data.signInReader.ticket)
  }
  return (
    <form onSubmit={submit}>
      <input value={name} onChange={event => setName(event.target.value)} />
      <input type="password" value={password} onChange={event => setPassword(event.target.value)} />
      <button>Enter</button>
    </form>
  )
}

export default withClient()(Door)
