import type { FormEvent } from 'react'
import { Link, Navigate, useLocation } from 'react-router'
import { fieldErrors } from '../api/errors.ts'
import { ErrorNotice } from '../components/feedback/Notice.tsx'
import { TextField } from '../components/form/Field.tsx'
import { useRegister, useSession } from '../hooks/useSession.ts'
import { useTitle } from '../hooks/useTitle.ts'

const shortestPassword = 8

/** Opens an account, and goes back to where the visitor came from. */
export function RegisterPage() {
  const { user } = useSession()
  const { state } = useLocation()
  const register = useRegister()
  const errors = fieldErrors(register.error)
  useTitle('Create an account')
  if (user) return <Navigate to={state?.from ?? '/'} replace />

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name))
    register.mutate({ name: text('name').trim(), email: text('email'), password: text('password') })
  }

  return (
    <form className="panel form narrow" onSubmit={onSubmit}>
      <h1>Create an account</h1>
      <TextField label="Name" name="name" autoComplete="name" required error={errors.name} />
      <TextField label="Email" name="email" type="email" autoComplete="email" required error={errors.email} />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={shortestPassword}
        required
        hint={`At least ${shortestPassword} characters.`}
        error={errors.password}
      />
      <button type="submit" className="button button-wide" disabled={register.isPending}>
        Create account
      </button>
      <ErrorNotice error={register.error} />
      <p className="muted centred">
        Have an account?{' '}
        <Link to="/login" state={state}>
          Sign in instead
        </Link>
      </p>
    </form>
  )
}
