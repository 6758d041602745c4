'use client'

import axios from 'axios'
import { useState } from 'react'

export default function Join() {
  const [email, setEmail] = useState('')

  const join = async () => {
    await axios.post('/api/auth/register', { email })
    window.location.href = '/auth/enter'
  }

  return (
    <form onSubmit={join}>
      <input name="email" onChange={event => setEmail(event.target.value)} />
    </form>
  )
}
