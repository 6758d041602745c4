import type { AuthName } from './operations.ts'
import { fieldWords as word } from './words.ts'

/** A field: how frontends call it; and why nothing can be served without it, where that is so. */
export type Word = readonly [word: RegExp, needed?: string]

/** How calls of one built-in operation are told from others. */
export interface Rule {
  readonly name: AuthName
  readonly methods: RegExp
  /** Of the path below the base in plain words, `:` for a parameter: `auth/resetpassword/:`. */
  readonly path: RegExp
  /** Only where the body, or the path's end, has these; and none of those. */
  readonly sends?: readonly RegExp[]
  readonly lacks?: readonly RegExp[]
  /** Only where the answer has at least this many of these. */
  readonly shows?: readonly [number, RegExp]
  readonly body?: Readonly<Record<string, Word>>
  /** The field that the last parameter of the path gives. */
  readonly param?: 'id' | 'ticket'
  /** Fields of the answer; undefined where there is no answer. */
  readonly answer?: Readonly<Record<string, RegExp>>
  /** Why a call that is meant so is not served. */
  readonly refused?: string
}

/** Where accounts live. */
const own = String.raw`(api|v\d+|auth|authentication|account|accounts|user|users|me|my|profile|security|settings|session|identity|developer)`
const under = (rest: string): RegExp => new RegExp(`^(${own}/)*(${rest})$`)
/** At least one word says that it is about an account. */
const deep = (rest: string): RegExp => new RegExp(`^(${own}/)+(${rest})$`)

const factor = '(2fa|mfa|totp|twofactor|twofa|twofactorauth|twofactorauthentication|authenticator|otp)'
const reset = '(password)?(reset|recover(y)?)(password)?|(new|set)password|password'
const confirming = '(verify|verification|confirm|confirmation|activate|activation)'
const address = `${confirming}|${confirming}(email|account|mail)|(email|mail|account)${confirming}|(email|account|register|registration)/${confirming}|${confirming}/(email|account)`
const apiKeys = 'apikeys?|apitokens?|accesstokens?|personalaccesstokens?'

const device =
  /^(userAgent|agent|device(Name|Info|Type)?|browser|os|platform|ip|ipAddress|address|current|isCurrent|thisDevice|last(Active|Seen|Used)(At|On)?|usedAt)$/i
const times = {
  createdAt: /^(created(At|On)?|signedInAt|startedAt|loginAt)$/i,
  expiresAt: /^(expires(At|On)?|expiry|validUntil)$/i,
}

const sessionView = {
  id: /^(_?id|sessionId)$/i,
  current: /^(current|isCurrent|thisDevice|isThisDevice)$/i,
  agent: /^(agent|userAgent|device(Name|Info)?|browser|client)$/i,
  address: /^(ip|ipAddress|ipAddr|address|remoteAddress)$/i,
  usedAt: /^(last(Active|Seen|Used|Access|Activity)(At|On)?|usedAt|updatedAt)$/i,
  ...times,
}

const keyView = {
  id: /^(_?id|keyId)$/i,
  name: /^(name|label|title|description)$/i,
  prefix: /^(prefix|keyPrefix|start|preview|hint)$/i,
  scopes: /^(scopes?|permissions|abilities)$/i,
  usedAt: /^(last(Used|Seen)(At|On)?|usedAt)$/i,
  ...times,
}

const noPassword = 'The runtime asks for the password here, and this call sends none.'
const noCode = 'The runtime asks for a code of the authenticator here, and this call sends none.'
const byGet = 'A GET that changes something: programs that only look at links would do it.'
const tickets = [word.ticket]

const provider = '(google|github|gitlab|facebook|twitter|discord|apple|microsoft|linkedin|slack)'

/** In the order in which they are tried: each call is one operation at most. */
export const rules: readonly Rule[] = [
  {
    name: 'auth.loginSecond',
    methods: /^POST$/,
    path: under(
      `${factor}(/(verify|login|challenge|authenticate|validate|check|confirm))?|(login|signin|verify|auth)/?${factor}|(login|signin)/(second|verify|challenge|code)|(verify)(otp|code|2fa|mfa|totp)|challenge`,
    ),
    sends: [word.secondTicket, word.code],
    lacks: [word.password],
    body: { ticket: [word.secondTicket, 'needed'], code: [word.code, 'needed'] },
  },
  {
    name: 'auth.oidc',
    methods: /^POST$/,
    path: under(
      `((login|signin|oauth2?|social|sso)/)?${provider}(/(login|signin|callback|token|verify))?|(social|oauth)/?(login|signin)?|${provider}(login|signin|auth)|(login|signin)with${provider}`,
    ),
    sends: [/^(credential|idToken|code|accessToken|token|jwt)$/i],
    lacks: [word.password],
    refused: 'The frontend brings what a provider gave it; the runtime sends the browser to the provider by itself.',
  },
  {
    name: 'auth.loginTicket',
    methods: /^POST$/,
    path: under('login/ticket|(oauth|oidc|social|sso)/(exchange|ticket)|exchange|ticket'),
    sends: [/^(ticket|code|exchangeToken)$/i],
    lacks: [word.password],
    refused: 'Nothing leads to it: the page before it gets no ticket in its address from the runtime.',
  },
  {
    name: 'auth.reset',
    methods: /^(POST|PUT|PATCH)$/,
    path: under(
      `(forgot|lost)?(${reset})(/(reset|new|confirm|change|complete))?(/:)?|(forgot|reset)/(password|confirm|complete)(/:)?`,
    ),
    sends: [word.password, word.ticket],
    lacks: [word.current],
    param: 'ticket',
    body: { ticket: [word.ticket, 'needed'], password: [word.password, 'needed'] },
  },
  {
    name: 'auth.changePassword',
    methods: /^(POST|PUT|PATCH)$/,
    path: under('(change|update|edit|set|new)?password(change|update)?|password/(change|update)'),
    sends: [word.current, word.password],
    body: { current: [word.current, 'needed'], password: [word.password, 'needed'] },
  },
  {
    name: 'auth.forgot',
    methods: /^(POST|PUT)$/,
    path: under(
      'forgot|forgotten|forgot(ten)?password|forgetpassword|lostpassword|(request|send)?(reset)?password(reset|recovery)?(request|link|email|mail)?|(request|send)(password)?reset(password)?(link|email|mail)?|reset(password)?(request|link|email)?|recover(password|account|y)?|password/(forgot|forgotten|reset|email|recover|request)|passwordreset/request|reset(password)?/request|forgot(password)?/(request|email)',
    ),
    sends: [word.identity],
    lacks: [word.password, word.ticket, word.current],
    body: { login: [word.identity, 'needed'] },
  },
  {
    name: 'auth.resendVerify',
    methods: /^(POST|PUT)$/,
    path: under(
      `resend|resend${confirming}(email|mail|link)?|send${confirming}(email|mail|link)?|(${address})/(resend|send|request|again)|resend(email|mail|link)`,
    ),
    lacks: [word.password, word.ticket],
    body: { login: [word.identity, 'It sends no address, and the runtime asks for one.'] },
  },
  {
    name: 'auth.confirmEmail',
    methods: /^(POST|PUT|PATCH)$/,
    path: under(
      `(email|mail|changeemail|emailchange|newemail)/(confirm|verify|confirmchange)(/:)?|confirm(new|change)email(change)?(/:)?|(confirm|verify)emailchange(/:)?`,
    ),
    sends: tickets,
    lacks: [word.password],
    param: 'ticket',
    body: { ticket: [word.ticket, 'needed'] },
  },
  {
    name: 'auth.verify',
    methods: /^(POST|PUT|PATCH)$/,
    path: under(`(${address})(/:)?`),
    sends: tickets,
    lacks: [word.password, /phone|sms/i],
    param: 'ticket',
    body: { ticket: [word.ticket, 'needed'] },
  },
  {
    name: 'auth.verify',
    methods: /^GET$/,
    path: under(`(${address})(/:)?`),
    sends: tickets,
    refused: byGet,
  },
  {
    name: 'auth.changeEmail',
    methods: /^(POST|PUT|PATCH)$/,
    path: under('(change|update|new)?email(change)?|email/(change|update)'),
    sends: [/^(new)?(e?mail|emailAddress)$/i],
    lacks: tickets,
    body: {
      email: [/^(new)?(e?mail|emailAddress)$/i, 'needed'],
      password: [/^(current)?(password|passwd|pwd|pass)$/i, noPassword],
    },
  },
  {
    name: 'auth.delete',
    methods: /^DELETE$/,
    path: /^((api|v\d+|auth)\/)*(me|account|profile|user|users\/me|account\/me|account\/delete|deleteaccount)$/,
    body: { password: [/^(current)?(password|passwd|pwd|pass)$/i, noPassword] },
  },
  {
    name: 'auth.delete',
    methods: /^(POST|PUT)$/,
    path: under('deleteaccount|delete|close|account/(delete|close)|closeaccount'),
    sends: [/^(current)?(password|passwd|pwd|pass)$/i],
    body: { password: [/^(current)?(password|passwd|pwd|pass)$/i, noPassword] },
  },
  {
    name: 'auth.export',
    methods: /^GET$/,
    path: deep('export|exportdata|dataexport|takeout|data/export|gdpr/export'),
    answer: {},
  },
  {
    name: 'auth.logoutAll',
    methods: /^(POST|DELETE)$/,
    path: under('(logout|signout)(all|everywhere|alldevices)|(logout|signout)/(all|everywhere)'),
  },
  {
    name: 'auth.endOtherSessions',
    methods: /^(POST|DELETE)$/,
    path: under(
      '(sessions|devices)/(other|others|(revoke|end|logout|signout|terminate)(other|others|allothers))|(logout|signout|revoke)others?(sessions|devices)?|(logout|signout)/others?',
    ),
  },
  { name: 'auth.endOtherSessions', methods: /^DELETE$/, path: deep('sessions|devices') },
  {
    name: 'auth.sessions',
    methods: /^GET$/,
    path: under('(active)?sessions|devices|sessions/(active|list)'),
    shows: [2, device],
    answer: sessionView,
  },
  { name: 'auth.endSession', methods: /^DELETE$/, path: deep('(active)?sessions/:|devices/:'), param: 'id' },
  {
    name: 'auth.endSession',
    methods: /^POST$/,
    path: deep('sessions/:/(revoke|end|logout|terminate)|devices/:/(revoke|logout)'),
    param: 'id',
  },
  {
    name: 'auth.keys',
    methods: /^GET$/,
    path: under(`${apiKeys}|developer/keys`),
    shows: [1, /^(name|prefix|label|last.*|scopes)$/i],
    answer: keyView,
  },
  {
    name: 'auth.createKey',
    methods: /^POST$/,
    path: under(`${apiKeys}|developer/keys`),
    body: {
      name: [keyView.name, 'It gives the key no name, and the runtime asks for one.'],
      scopes: [
        keyView.scopes,
        'It does not say what the key may do, and the runtime asks for scopes such as orders:read.',
      ],
      expiresAt: [times.expiresAt],
    },
    answer: { ...keyView, key: /^(key|token|secret|apiKey|plain(Text)?(Key|Token)?|value|accessToken)$/i },
  },
  { name: 'auth.revokeKey', methods: /^DELETE$/, path: under(`(${apiKeys}|developer/keys)/:`), param: 'id' },
  {
    name: 'auth.removeTotp',
    methods: /^(POST|DELETE)$/,
    path: under(`${factor}/(disable|remove|deactivate|off|delete)|disable${factor}`),
    body: { code: [word.code, noCode] },
  },
  { name: 'auth.removeTotp', methods: /^DELETE$/, path: under(factor), body: { code: [word.code, noCode] } },
  {
    name: 'auth.confirmTotp',
    methods: /^(POST|PUT)$/,
    path: under(
      `${factor}(/(confirm|verify|enable|activate|setup/verify|setup/confirm|verifysetup))?|(confirm|verify|enable|activate)${factor}`,
    ),
    sends: [word.code],
    body: { code: [word.code, 'needed'] },
    answer: { recoveryCodes: /^((recovery|backup)?codes|(recovery|backup)Codes)$/i },
  },
  {
    name: 'auth.beginTotp',
    methods: /^POST$/,
    path: under(
      `${factor}(/(setup|enable|begin|generate|enroll|init|start|secret))?|(setup|enable|generate|enroll)${factor}`,
    ),
    shows: [1, /^(secret|base32|uri|url|otp_?auth.*|qr.*|manual.*)$/i],
    body: { password: [/^(current)?(password|passwd|pwd|pass)$/i, noPassword] },
    answer: {
      secret: /^(secret|base32|manual(Entry)?Key|key|setupKey)$/i,
      uri: /^(uri|url|otp_?auth(_?(url|uri))?|provisioningUri)$/i,
    },
  },
  {
    name: 'auth.totp',
    methods: /^GET$/,
    path: under(`${factor}(/status)?`),
    shows: [1, /enabled|active/i],
    answer: { enabled: /^((is|two_?factor|totp|mfa)?_?(enabled|active)|enabled)$/i },
  },
]
