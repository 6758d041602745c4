import { defineErrors } from '../errors/index.ts'

export const authErrors = defineErrors({
  AUTH_WRONG_CREDENTIALS: {
    status: 401,
    say: 'The login or the password is wrong.',
    hint: 'Unknown users and wrong passwords are the same error, at the same speed.',
  },
  AUTH_TOKEN_INVALID: { status: 401, say: 'The access token is not valid.', hint: 'Sign in again.' },
  AUTH_TOKEN_EXPIRED: { status: 401, say: 'The access token has expired.', hint: 'Refresh it.' },
  AUTH_REFRESH_INVALID: {
    status: 401,
    say: 'The refresh token is not valid.',
    hint: 'It was used before, has expired, or its session has ended. Sign in again.',
  },
  AUTH_CSRF_REFUSED: {
    status: 403,
    say: 'This request lacks the token of its session.',
    hint: 'Send the value of the cookie __Host-csrf in the header X-CSRF-Token.',
  },
  AUTH_TAKEN: {
    status: 409,
    say: 'Somebody else has this already.',
    hint: 'Each entry of details names a field whose value must be unique.',
  },
  AUTH_BUSY: {
    status: 503,
    say: 'Too many people are signing in at this moment. Try again.',
    hint: 'Passwords are hashed two at a time, and 200 were waiting. Lower LIMIT_AUTH or add an instance.',
  },
  AUTH_USERS_UNFIT: {
    status: 500,
    say: 'The table of auth.users cannot be signed in with: {reason}.',
    hint: '{mend}',
  },
  AUTH_OPTION_UNFIT: { status: 500, say: 'The option auth.{option} is not usable: {reason}.' },
})
