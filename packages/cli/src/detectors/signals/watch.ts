import { type Answer, literalTexts, type Navigation } from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'

const ROLE = /^(?:user_?)?(?:roles?|permissions?|scopes?|authorit(?:y|ies)|groups?)$/i
const PAYS = /stripe|paypal|braintree|razorpay|paddle|lemonsqueezy|adyen|square\/web-sdk|mollie|checkout\.com/i

/** Watches what passes by: comparisons with roles, payment libraries, file inputs, variables of the build, redirects. */
export const watchDetector: MakeDetector = ({ notes }) => ({
  observer: {
    comparison: ({ name, texts, place }) => {
      if (ROLE.test(name)) for (const value of texts) if (value !== '') notes.add('role', value, place)
    },
    library: (name, place) => {
      if (PAYS.test(name)) notes.add('payment', name, place)
    },
    variable: (name, _value, place) => notes.add('variable', name, place),
    navigation: redirect => {
      for (const { source } of answersIn(redirect)) notes.add('redirect', source.id, redirect.place)
    },
    element: ({ name, attributes, place }) => {
      const isFile = name === 'input' && literalTexts(attributes.get('type') ?? []).includes('file')
      if (isFile) notes.add('file', 'input', place)
    },
  },
})

/** Addresses to go to that answers name: the way to somebody else's checkout. */
function answersIn({ address }: Navigation): Answer[] {
  return address.filter(atom => atom.kind === 'answer')
}
