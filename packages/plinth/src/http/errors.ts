import { defineErrors } from '../errors/index.ts'

export const doorErrors = defineErrors({
  HTTP_PORT_TAKEN: {
    status: 500,
    say: 'Port {port} is taken.',
    hint: 'Stop what listens there, or choose another one: PORT={next}.',
  },
  HTTP_ADDRESS_UNUSABLE: {
    status: 500,
    say: 'Cannot listen on {host}:{port}: {reason}.',
    hint: 'Set HOST to an address of this machine, and PORT to one that this user may open.',
  },
  HTTP_ORIGIN_INVALID: {
    status: 500,
    say: 'The allowed origin "{origin}" is none.',
    hint: 'Write it as browsers send it, scheme and host without a path: {example}.',
  },
  HTTP_TRUST_PROXY_INVALID: {
    status: 500,
    say: 'TRUST_PROXY is "{value}", which does not say clearly whom to trust. {mend}',
    hint: 'Name the networks of the proxies (TRUST_PROXY=127.0.0.1,10.0.0.0/8), or count them from 0 to 10.',
  },
  HTTP_TRUST_PROXY_OPEN: {
    status: 500,
    say: 'TRUST_PROXY counts {hops} proxies, but clients can reach {address} (HOST is {host}) past them and forge their address.',
    hint: 'Listen where only the proxies can reach (HOST=127.0.0.1), or name their networks: TRUST_PROXY=10.0.0.0/8.',
  },
  STATIC_DIRECTORY_UNREADABLE: {
    status: 500,
    say: 'No built frontend in {directory}: {reason}.',
    hint: 'Build the frontend first; there must be an index.html.',
  },
  BODY_MALFORMED: {
    status: 400,
    say: 'The body is not valid JSON.',
    hint: 'details name the position, line and column.',
  },
  URL_TOO_LONG: { status: 414, say: 'The URL is longer than {limit} characters.' },
  URL_MALFORMED: { status: 400, say: 'The URL is not valid.', hint: 'Escape "%" as "%25".' },
  HEADERS_TOO_LARGE: { status: 431, say: 'The headers are larger than 16 kB.' },
  REQUEST_TIMEOUT: { status: 408, say: 'The request did not arrive in time.' },
  ANSWER_TIMEOUT: { status: 503, say: 'The answer took longer than {seconds} seconds.' },
  TOO_MANY_REQUESTS: {
    status: 429,
    say: 'Too many requests. Try again in {seconds} s.',
    hint: 'limits in the backend, LIMIT_API, LIMIT_AUTH and their like in the environment.',
  },
})
