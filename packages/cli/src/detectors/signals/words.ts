import type { Signals } from '../../blueprint/derive/detection.ts'
import { found, type Written } from './written.ts'

/** `can('orders.close')`, `hasRole('admin')`, `ability.can('update', 'Post')` */
const asksRight =
  /(?<![\w$])\$?(?:can|cannot|has(?:Any)?(?:Role|Permission|Authority|Scope|Right|Privilege|Access)s?|is(?:Allowed|Granted|Permitted)|(?:check|require|user|use|with)(?:Roles?|Permissions?|Can)|useCan|userCan|mayI)\(\s*(?:\[\s*)?['"`][\w.:*/ -]+['"`]/gi
/**
 * `me.permissions.includes(…)`, `me['roles'].includes(…)`, `roles?.some(…)`, `roles.BED?.includes('read')`; of the
 * browser's own permissions nothing hangs on a person.
 */
const searchesRights =
  /(?<!navigator)(?:\.|\[['"])(?:permissions?|perms|roles|scopes|authorities|abilities|privileges|grants)(?:['"]\])?\s*[?!]?\.(?:includes|has|some|every|indexOf)\(|\b(?:permissions|perms|roles|privileges|grants)(?:[?!]?\.\w+|(?:\?\.)?\[[\w.'"]+\])[?!]?\.(?:includes|has|indexOf)\(\s*['"`]/gi
/** `user.isAdmin`, `me?.is_staff`, `session.user.perm.create` */
const flag =
  /\b(?:user|me|account|profile|self|session|auth|identity|viewer|current\w*|logged\w*|claims|payload|decoded|principal)\b[\w$?!.()]*[?!]?\.(?:is_?(?:super_?)?(?:admin(?:istrator)?|staff|moderator|owner|superuser|sudo(?:er)?|manager)|admin|superuser|perms?[?!]?\.\w+|permissions[?!]?\.(?!includes|has|some|every|indexOf|length|map|filter|find|join|push|query|request)\w+)\b/gi
/** `loggedInUser.type === 'admin'`, `me.userType === 'seller'` */
const asksKind =
  /\b(?:user|me|account|profile|self|session|auth|identity|viewer|current\w*|logged\w*|claims|payload|decoded|principal)\b[\w$?!.()]*[?!]?\.(?:\w*(?:type|kind|level|group|position|rank)\s*[!=]={1,2}\s*['"`](?:super[-_ ]?)?(?:admin(?:istrator)?|user|moderator|manager|staff|root)['"`]|(?:user|account|member)_?type\s*[!=]={1,2}\s*['"`][a-z][\w-]+['"`])/gi
/** `if (globalAdmin)`, `{isAdmin && <Users />}`, `v-if="isSuperuser"`: a flag that was read from somebody before. */
const asksFlag =
  /(?:\bif\s*\(\s*!?|[{([?:,]\s*!?|&&\s*!?|(?:v-if|\*ngIf|ng-if|[xv]-show|x-if)\s*=\s*["']!?|\{#if\s+!?)(?:(?:this|props|\$\w+|vm)\.)?(?:is_?(?:(?:super|global|site|system|current)_?)?admin(?:istrator)?|(?:global|super|site|system)_?admin|is_?(?:super_?user|sudo(?:er)?|staff|moderator))(?:\.value|\(\))?\s*(?:&&|\|\||[?)"'}])/gi
/** `meta: { roles: ['admin'] }`, `data: { permission: 'parcel:read' }` */
const routeRight =
  /\b(?:meta|data|handle)\s*:\s*\{[^{}]*?\b(?:roles?|permissions?|authorit(?:y|ies)|scopes|abilit(?:y|ies)|can|requires?Admin|adminOnly|isAdmin)\s*:/gi
/** `meta: { isInstructor: true }`: pages for a kind of people. */
const routeKind =
  /\b(?:meta|data|handle)\s*:\s*\{[^{}]*?\b(?:is|requires?|needs?)(?:Owner|Manager|Staff|Moderator|Editor|Instructor|Teacher|Tutor|Trainer|Student|Doctor|Seller|Vendor|Merchant|Host|Employer|Recruiter|Organi[sz]er|Operator|Supervisor)\s*:\s*true\b/g
/** `*hasPermission="…"`, `v-can="…"`, `<Can I="…">` */
const templateRight =
  /(?:\*|\bv-)(?:app|ngx)?(?:if)?(?:has(?:Any)?(?:Role|Permission|Authority)\w*|can\b|may\b|permissions?\w*|roles?\b|allow(?:ed)?\b|acl\b)[\w.:-]*\s*=|<Can\s+(?:not\s+)?I=/gi

/** `hasPermission(session.user, 'admin')` */
const asksRightOf =
  /(?<![\w$])(?:has(?:Any)?(?:Role|Permission|Authority|Scope|Right|Privilege|Access)s?|is(?:Allowed|Granted|Permitted)|(?:check|require)(?:Roles?|Permissions?))\(\s*[\w.$?!]*(?:user|me|account|auth|session|profile|viewer|store)[\w.$?!]*\s*,\s*\[?\s*['"`][\w.:*/ -]+['"`]/gi
/** `<?php if ($isAdmin) ?>`, `{% if is_staff %}`, `@can('close')` */
const serverRight =
  /(?:<\?(?:php)?|\{%-?|@)\s*(?:else)?if\b[^\n]{0,60}?\bis_?(?:super_?)?(?:admin(?:istrator)?|staff|superuser|moderator)\b|^\s*@(?:can(?:not|any)?|role|hasrole|hasanyrole|permission)\s*\(\s*['"]/gim

/** A state of work, or a flag of a row: `isExporting` of the page itself is a button that waits for its answer. */
const working =
  /\b[\w$]*(?:status|state|phase|stage)(?:\.value|\(\))?\s*[!=]={1,2}\s*(?:['"`]|[A-Z][\w.]*\.)(?:processing|pending|queued|in[-_ ]?progress|running|started|scheduled|importing|exporting|building|rendering|transcoding|waiting|working|generating|uploading|syncing)\b|\b[\w$]*(?:status|state)(?:\.value|\(\))?\s*!={1,2}\s*['"`](?:completed?|success|succeeded|done|finished)['"`]|\[\s*['"`](?:processing|pending|queued|in[-_]?progress|running|started)['"`][^\]]*\]\s*\.includes\(|(?<!\b(?:this|props|vm|self))[?!]?\.is_?(?:Running|Processing|Importing|Exporting|Queued|InProgress)\b/gi
const accepted = /\bstatus(?:Code)?\s*={2,3}\s*202\b|\bcase\s+202\s*:/g
/** What is done about work that was taken on; an answer of this status that only shows what went wrong is none. */
const takenOn =
  /\b\w*(?:jobs?|tasks?|queued?|enqueued?|progress|background|accepted|started|scheduled|poll\w*|wait\w*|pending|processing|later|location|retry\w*)\b/i
const AROUND = 250
const nextLink =
  /rel=\\?["']?next|\bheaders(?:\.get\(\s*|\[\s*)['"`]link['"`]|\bheaders\.link\b|\bparse-?link-?header\b/gi
// Components of packages hand over a file as a text: `react-file-base64`.
const encodedFile =
  /\.readAsDataURL\(|\bbtoa\([^;\n]{0,80}\.result\b|\b(?:file)?[tT]oBase64\(|\bgetBase64\(|['"](?:[\w@-]+\/)?[\w-]*file-?(?:to-?)?base-?64[\w-]*['"]/g
const searchField =
  /\btype=["']search["']|\bplaceholder=\{?["'`][^"'`]*\b[sS]earch\b|\bv-model(?:\.\w+)*=["'](?:\w+\.)*(?:search|query|filter|needle|term)\w*["']|\bbind:value=\{(?:\w+\.)*(?:search|query|filter|needle|term)\w*\}/g
const localPage = /\.slice\(\s*\(?\s*[\w.$]*(?:page|offset|start|from)\w*(?:\.value|\(\))?\s*(?:-\s*1\s*\))?\s*[*,]/gi
const takesMoney =
  /\b(?:Paddle\.(?:Checkout\.open|Setup|Initialize)|LemonSqueezy\.|createLemonSqueezy\(|paypal\.Buttons\(|new\s+(?:window\.)?Razorpay\(|new\s+(?:window\.)?MercadoPago\(|Paystack(?:Pop|\.setup)\b|FlutterwaveCheckout\(|KhaltiCheckout\(|snap\.pay\(|Square\.payments\(|StripeCheckout\b|AdyenCheckout\(|initializePaddle\()|https:\/\/(?:js\.stripe\.com|www\.paypal\.com\/sdk|cdn\.paddle\.com|app\.lemonsqueezy\.com\/js|checkout\.razorpay\.com|assets\.lemonsqueezy\.com|js\.paystack\.co|checkout\.flutterwave\.com|sdk\.mercadopago\.com|app(?:\.sandbox)?\.midtrans\.com\/snap|(?:sandbox\.)?web\.squarecdn\.com|sdk\.cashfree\.com)/g

/** What the text of the code says of features, where no value leads there. */
export function wordsOf(files: readonly Written[]): Partial<Signals> {
  const seen = (...patterns: readonly RegExp[]) =>
    patterns
      .flatMap(pattern => found(files, pattern, match => match[0]))
      .slice(0, MOST)
      .map(({ evidence }) => ({ evidence }))
  return {
    guards: seen(
      asksRight,
      asksRightOf,
      searchesRights,
      flag,
      asksKind,
      asksFlag,
      routeRight,
      routeKind,
      templateRight,
      serverRight,
    ),
    processing: seen(working),
    accepted: found(files, accepted, isTakenOn)
      .slice(0, MOST)
      .map(({ evidence }) => ({ evidence })),
    nextLinks: seen(nextLink),
    encodedFiles: seen(encodedFile),
    searchFields: seen(searchField),
    localPages: seen(localPage),
    payments: seen(takesMoney),
  }
}

function isTakenOn({ 0: whole, input, index }: RegExpExecArray): string | undefined {
  return takenOn.test(input.slice(index, index + AROUND)) ? whole : undefined
}

/** A large frontend asks in a thousand places; a few dozen are enough to look at. */
const MOST = 50
