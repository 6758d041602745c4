import { defineErrors } from '../errors/index.ts'

export const restErrors = defineErrors({
  ROUTE_TWICE: {
    status: 500,
    say: '"{first}" and "{second}" are both {method} {path}.',
    hint: 'Give one of them another path, or a built-in one its own in the dialect: paths: { "{second}": "{method} /_{path}" }.',
  },
  ROUTE_PARAMETERS: {
    status: 500,
    say: 'The dialect serves "{name}" at {path}; it must have the parameters {wanted}, and no others.',
  },
  ORIGIN_REFUSED: {
    status: 403,
    say: 'This request comes from a page of another site.',
    hint: 'Where cookies sign in, pages must be of this host, or of an origin in ALLOWED_ORIGINS.',
  },
  IDEMPOTENCY_KEY_INVALID: { status: 400, say: 'Idempotency-Key must be 1 to 255 visible ASCII characters.' },
  IDEMPOTENCY_KEY_REUSED: {
    status: 409,
    say: 'This Idempotency-Key was used for another request.',
    hint: 'Make a new key for each thing to do.',
  },
  IDEMPOTENCY_IN_FLIGHT: {
    status: 409,
    say: 'A request with this Idempotency-Key is still running.',
    hint: 'Ask again in a moment.',
  },
})
