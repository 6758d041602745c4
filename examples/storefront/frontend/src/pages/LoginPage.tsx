import type { FormEvent } from 'react'
import { Link, Navigate, useLocation } from 'react-router'
import { ErrorNotice } from '../components/feedback/Notice.tsx'
import { TextField } from '../components/form/Field.tsx'
import { useLogin, useSession } from '../hooks/useSession.ts'
import { useTitle } from '../hooks/useTitle.ts'

/** Signs in, and goes back to where the visitor came from. */
export function LoginPage() {
  const { user } = useSession()
  const { state } = useLocation()
  const login = useLogin()
  useTitle('Sign in')
  if (user) return <Navigate to={state?.from ?? '/'} replace />

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    login.mutate({ email: String(form.get('email')), password: String(form.get('password')) })
  }

  return (
    <form className="panel form narrow" onSubmit={onSubmit}>
      <h1>Welcome back</h1>
      <TextField label="Email" name="email" type="email" autoComplete="email" required />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
      <button type="submit" className="button button-wide" disabled={login.isPending}>
        Sign in
      </button>
      <ErrorNotice error={login.error} />
      <p className="muted centred">
        New here?{' '}
        <Link to="/register" state={state}>
          Create an account
        </Link>
      </p>
    </form>
  )
}
