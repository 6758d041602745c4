import { type Answer, literalTexts, type Navigation } from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'

const ROLE =
  /^(?:(?:user_?)?(?:roles?|permissions?|scopes?|authorit(?:y|ies)|groups?)|(?:account|member|person|employee|my|current)_?roles?)$/i
const PAYS =
  /stripe|paypal|braintree|razorpay|paddle|lemonsqueezy|adyen|square\/web-sdk|mollie|checkout\.com|paystack|flutterwave|mercadopago|cashfree|midtrans|khalti|iyzi|klarna/i

// Packages that bring messages of the server, with protocols that are not read.
const BRINGS =
  /^(?:pusher-js|laravel-echo|ably|@ably\/|@microsoft\/signalr|phoenix$|@rails\/actioncable|actioncable|mqtt$|sockjs-client|@?stompjs|@stomp\/|centrifuge$|pubnub|partysocket|reconnecting-websocket|socketcluster-client|faye$|colyseus\.js|graphql-ws|subscriptions-transport-ws|livekit-client|y-websocket|@anycable\/)/
const CHECKS = /^(?:@casl\/|ngx-permissions|vue-simple-acl|vue-acl|@rbac\/|accesscontrol$|react-rbac|role-acl)/

/** Members of an answer that say how it went. */
const OUTCOME = /^(?:status|code|state|errno|ret|flag|result|(?:ret|err|error|status|result|res|biz)_?code)$/i

// What is called a role or a permission of something else: of an element, of a message to a model, of the browser.
const ELSEWHERE = new Set(
  (
    'granted denied prompt default alert alertdialog application article banner button cell checkbox columnheader ' +
    'combobox complementary dialog document feed figure form grid gridcell group heading img link list listbox listitem ' +
    'log main menu menubar menuitem menuitemcheckbox menuitemradio navigation none note option presentation ' +
    'progressbar radio radiogroup region row rowgroup rowheader search searchbox separator slider spinbutton status ' +
    'switch tab table tablist tabpanel textbox timer toolbar tooltip tree treeitem'
  ).split(' '),
)
const SPEAKERS = new Set(['assistant', 'system', 'tool', 'function', 'model', 'developer'])

const CLAIMS = new Set(['openid', 'profile', 'email', 'address', 'phone', 'offline_access'])

/** What a client of OpenID Connect is told of somebody: https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims */
function isClaim(name: string, value: string): boolean {
  return /^scopes?$/i.test(name) && CLAIMS.has(value)
}

/** A scope or a group may be one of anything; of people it is called after them, or after what they may: `posts:write`. */
function isOfPeople(name: string, value: string): boolean {
  return !/^(?:scopes?|groups?)$/i.test(name) || PEOPLE.test(value)
}

const PEOPLE = /admin|user|owner|member|editor|viewer|author|moderat|manager|staff|root|guest|super|read|write|[:.]/i

/**
 * Watches what passes by: comparisons with roles, and of what says how an answer went, payment libraries, file inputs,
 * variables of the build, redirects.
 */
export const watchDetector: MakeDetector = ({ notes }) => ({
  observer: {
    comparison: ({ name, texts, numbers, value = [], place }) => {
      for (const said of value) {
        if (said.kind !== 'answer' || !OUTCOME.test(said.path)) continue
        for (const one of [...texts, ...numbers]) notes.add('outcome', JSON.stringify([said.path, one]), place)
      }
      if (!ROLE.test(name)) return
      for (const value of texts) {
        if (isClaim(name, value)) notes.add('claim', value, place)
        else if (SPEAKERS.has(value)) notes.add('speaker', value, place)
        else if (value !== '' && !ELSEWHERE.has(value) && isOfPeople(name, value)) notes.add('role', value, place)
      }
    },
    library: (name, place) => {
      if (PAYS.test(name)) notes.add('payment', name, place)
      if (BRINGS.test(name)) notes.add('realtime', name, place)
      if (CHECKS.test(name)) notes.add('guard', name, place)
    },
    handed: (host, place) => notes.add('handed', host, place),
    variable: (name, _value, place) => notes.add('variable', name, place),
    navigation: redirect => {
      for (const { source, path } of answersIn(redirect)) {
        notes.add('redirect', source.id, redirect.place)
        if (TO_PAY.test(path)) notes.add('payment', path, redirect.place)
      }
    },
    element: ({ name, attributes, place }) => {
      const isFile = name === 'input' && literalTexts(attributes.get('type') ?? []).includes('file')
      if (isFile) notes.add('file', 'input', place)
    },
  },
})

/** Addresses to go to that answers name: the way to somebody else's checkout. What was paid by is a picture or a document. */
function answersIn({ address }: Navigation): Answer[] {
  return address.filter(atom => atom.kind === 'answer').filter(({ path }) => !PROVES.test(path))
}

const PROVES = /receipt|invoice|proof|slip|screenshot|image|photo|picture|pdf|document/i

/** `booking.paymentUrl`, `order.checkout.link`, `GatewayPageURL`, whatever was asked for. */
const TO_PAY =
  /(?:^|\.|_|(?<=[a-z])(?=[A-Z]))(?:pay(?!load|roll|e[er])|checkout|gateway|stripe)\w*?(?:\.|_)?(?:ur[li]|link|href)$/i
