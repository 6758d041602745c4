import type { Shape } from '../../endpoint.ts'
import type { Operation } from '../../operation.ts'
import { type Asked, isCall, tailOf } from './asked.ts'
import { type Found, type Look, type Lookalike, placesOf, seenIn } from './from.ts'

const FILE =
  /^(.*_)?(files?|images?|avatars?|photos?|pictures?|attachments?|uploads?|logos?|documents?|media|covers?|thumbnails?|banners?|blob|binary|csv|pdf|video|audio)$/i

/** Files go to the server: as they are, in a form, or written as text. */
export function needsUploads({ asked, operations, facts }: Look): Found {
  // Of what somebody else stores, the server gets an address; what is read as text is shown before it is sent.
  const isStored = (facts.signals.storedFiles ?? []).length > 0
  const written = isStored ? [] : seenIn(facts.signals.encodedFiles)
  const texts = written.length > 0 ? placesOf(asked, sendsText) : []
  return [
    ...placesOf(asked, sendsFile),
    ...operations.filter(takesFile).map(({ evidence }) => evidence),
    ...seenIn(facts.signals.uploads),
    ...(texts.length > 0 ? [...texts, ...written] : []),
  ]
}

/** `$file: Upload!`: the type that servers and clients agreed on. */
function takesFile({ live, variables }: Operation): boolean {
  return live && variables.some(({ type }) => /\bUpload\b/.test(type))
}

function sendsFile(one: Asked): boolean {
  const { encoding, bodyShape } = one.endpoint
  if (!isCall(one)) return false
  if (encoding === 'binary') return true
  if (encoding !== 'multipart') return false
  if (bodyShape === undefined || isEmpty(bodyShape)) return one.sent.length === 0 || one.sent.some(isFile)
  return holdsFile(bodyShape, '')
}

/** A file, or something under a file's name of which nothing else is known. */
function holdsFile(shape: Shape, name: string): boolean {
  if (shape.kind === 'file') return true
  if (shape.kind === 'unknown') return name === '' || isFile(name)
  // A form carries no objects: what begins as an empty one is replaced by what somebody chooses.
  if (isEmpty(shape)) return isFile(name)
  if (shape.kind === 'array') return holdsFile(shape.of, name === '' ? 'item' : name)
  return shape.kind === 'object' && Object.entries(shape.fields).some(([own, field]) => holdsFile(field.shape, own))
}

function isEmpty(shape: Shape): boolean {
  return shape.kind === 'object' && Object.keys(shape.fields).length === 0
}

function isFile(name: string): boolean {
  return FILE.test(name.replace(/([a-z])([A-Z])/g, '$1_$2').replaceAll('[]', ''))
}

/** A file that was read as text goes along in JSON. */
function sendsText(one: Asked): boolean {
  const names = one.sent.some(name => isFile(name) || /^(data|content|base64|data_?u[rl]l|bytes|encoded)$/i.test(name))
  const brings = names || (one.sent.length > 0 && /^(?:import|upload)$/.test(tailOf(one)))
  return isCall(one) && one.method !== 'GET' && one.endpoint.encoding !== 'form' && brings
}

/** A form without a file, or a file that stays. */
export function looksLikeUploads({ asked, facts }: Look): Lookalike {
  const forms = placesOf(asked, ({ endpoint }) => endpoint.encoding === 'multipart')
  if (forms.length > 0) return { reason: 'A form in another encoding: no file is sent.', evidence: forms }
  const stored = seenIn(facts.signals.storedFiles)
  if (stored.length > 0) return { reason: 'Files go to somebody else, who stores them.', evidence: stored }
  return { reason: 'Files are read in the browser: none is sent.', evidence: seenIn(facts.signals.chosenFiles) }
}
