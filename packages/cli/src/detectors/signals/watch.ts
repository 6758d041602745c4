import { type Answer, literalTexts, type Place, type Value } from '../../syntax/index.ts'
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
    variable: (name, value, place) => notes.add('variable', name, value === undefined ? place : place),
    navigation: (address, place) => noteRedirect(address, place, (name, at) => notes.add('redirect', name, at)),
    element: ({ name, attributes, place }) => {
      if (name === 'input' && literalTexts(attributes.get('type') ?? []).includes('file'))
        notes.add('file', 'input', place)
      if (name === 'form' && attributes.has('action'))
        notes.add('form', literalTexts(attributes.get('action') ?? [])[0] ?? '', place)
    },
  },
})

/** A page to go to that an answer names: the way to somebody else's checkout. */
function noteRedirect(address: Value, place: Place, note: (name: string, place: Place) => void): void {
  const answers = address.filter((atom): atom is Answer => atom.kind === 'answer')
  for (const one of answers) note(one.source.id, place)
}
