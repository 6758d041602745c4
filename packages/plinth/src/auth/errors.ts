import { defineErrors } from '../errors/index.ts'

export const authErrors = defineErrors({
  AUTH_WRONG_CREDENTIALS: {
    status: 401,
    say: 'The login or the password is wrong.',
    hint: 'Unknown users and wrong passwords are the same error, at the same speed.',
  },
  AUTH_DELAYED: {
    status: 429,
    say: 'There were too many wrong passwords. Try again in {seconds} s.',
    hint: 'Devices on which the owner signed in before are counted by themselves.',
  },
  AUTH_UNVERIFIED: {
    status: 403,
    say: 'Confirm your e-mail address first.',
    hint: 'Open the link in the mail, or ask for another one.',
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
  AUTH_SECOND_FACTOR_NEEDED: {
    status: 401,
    say: 'A code of the authenticator is needed.',
    hint: 'Send details.ticket with the code to auth.loginSecond, within 5 minutes.',
  },
  AUTH_CODE_WRONG: {
    status: 401,
    say: 'The code is wrong, or was used before.',
    hint: 'Wait for the next one, and check the clock of the device.',
  },
  AUTH_TICKET_INVALID: {
    status: 401,
    say: 'This is over, or was used before.',
    hint: 'Begin anew: links and tickets are good once, and for a short time.',
  },
  AUTH_TOTP_ON: {
    status: 409,
    say: 'An authenticator is set up already.',
    hint: 'Turn it off first, with one of its codes.',
  },
  AUTH_IDENTITY_REFUSED: {
    status: 401,
    say: 'This login elsewhere opens no account here.',
    hint: 'It was not finished, its address is not verified, or an account has the address: sign in to that one.',
  },
  AUTH_PROVIDER_UNSET: {
    status: 503,
    say: 'Signing in with {provider} is not set up yet.',
    hint: 'Register this backend there, and set auth.oidc.{provider}.clientId and clientSecret.',
  },
  AUTH_PROVIDER_UNREACHABLE: {
    status: 503,
    say: 'The provider {provider} cannot be reached.',
    hint: 'Check auth.oidc.{provider}.issuer, and the way out of this network.',
  },
  AUTH_KEYS_TOO_MANY: {
    status: 409,
    say: 'There are 100 API keys already.',
    hint: 'Revoke one that is not used any more.',
  },
  AUTH_LOGIN_TOO_OLD: {
    status: 403,
    say: 'Sign in again before you change this.',
    hint: 'A login counts for 15 minutes. Or send the password beside it, as currentPassword.',
  },
  AUTH_IN_USE: {
    status: 409,
    say: 'The account cannot be deleted: there are {table} of it.',
    hint: 'Delete those rows first, or let their foreign key say onDelete: cascade or set null.',
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
