'use client'

import axios from 'axios'
import Link from 'next/link'
import { useState } from 'react'

export default function Enter() {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')

  const enter = async () => {
    const { data } = await axios.post('/api/auth/login', { email, password })
    localStorage.setItem('token', data.token)
    location.href = '/kilns'
  }

  return (
    <form onSubmit={enter}>
      <input name="email" onChange={event => setEmail(event.target.value)} />
      <input name="password" type="password" onChange={event => setPassword(event.target.value)} />
      <Link href="/auth/join">Join us</Link>
      <a href="/auth/google">Enter with Google</a>
    </form>
  )
}
