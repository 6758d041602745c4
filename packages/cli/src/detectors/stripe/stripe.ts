import {
  arg,
  type Call,
  callLater,
  type Native,
  native,
  promise,
  type Thing,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import type { Calls } from '../sdk/calls.ts'
import { answerOf, noteCall, thingOf } from '../sdk/members.ts'

const ASKS = /^(?:confirm|create|retrieve|redirectTo|handle|collect|process|verify|initCheckout|initEmbedded)/

/** Stripe.js: what a page asks of Stripe itself. A session that a server makes is an endpoint of that server. */
export const stripeDetector: MakeDetector = ({ calls }) => {
  const load: Native = call => promise([stripeOf(calls, call)])
  const make: Native = call => [stripeOf(calls, call)]
  const define = (name: string, run: Native): Value => [native(name, run, `stripe.${name}`)]
  const loadStripe = define('loadStripe', load)
  return {
    globals: { Stripe: define('Stripe', make) },
    libraries: {
      '@stripe/stripe-js': { loadStripe },
      '@stripe/stripe-js/pure': { loadStripe },
      '@stripe/react-stripe-js': { useStripe: define('useStripe', make) },
      'vue-stripe-js': { loadStripe },
    },
  }
}

function stripeOf(calls: Calls, call: Call): Thing {
  return thingOf(
    name => {
      if (!ASKS.test(name)) return unknown(name)
      return inner => {
        noteCall(calls, { library: 'stripe', name }, inner)
        callLater(arg(inner, 0), inner.frame)
        return answerOf({ error: unknown('error'), paymentIntent: unknown('paymentIntent') }, inner)
      }
    },
    [],
    call,
  )
}
