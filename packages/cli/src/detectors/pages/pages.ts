import type { EndpointKind } from '../../blueprint/endpoint.ts'
import {
  getMember,
  literalTexts,
  makeThing,
  type Navigation,
  type PageElement,
  placeOf,
  printText,
  putField,
  refValue,
  siteOf,
  type Text,
  type Value,
} from '../../syntax/index.ts'
import type { Findings, MakeDetector } from '../detector.ts'
import { isDropzone } from '../dropzone/dropzone.ts'
import { isHandedOut } from '../endpoints/documents.ts'
import { endsSession } from '../endpoints/session.ts'
import type { Sending } from '../requests/sending.ts'
import { addressesInStyle } from './style.ts'

const MEDIA = new Set(['img', 'video', 'audio', 'source', 'embed', 'track', 'image'])

/** `data-src` holds the address until the picture comes into view; of `ngSrc` Angular makes one that fits. */
const SOURCES = ['src', 'data-src', 'dataSrc', 'ngSrc']

const PICTURE = /(?:^|-|[a-z])(?:img|image|picture|avatar)$|^(?:Image|Img|Picture|Avatar)$/i

/** Addresses that no client fetches: pictures and frames, links and downloads, forms with an action. */
export const pagesDetector: MakeDetector = findings => ({
  mounter: (component, props, call) => {
    // A component of a package for what the browser has an element for.
    if (component.kind !== 'unknown') return undefined
    const { frame, node } = call
    const show = (name: string, kind: EndpointKind) => {
      const address = getMember(props, name, { frame })
      note(findings, { address, place: placeOf(frame, node), frame, node }, { address, kind, shown: kind === 'link' })
    }
    if (PICTURE.test(component.name)) show('src', 'media')
    if (props.some(atom => atom.kind === 'object' && atom.slots.has('href'))) show('href', 'link')
    return undefined
  },
  observer: {
    element: element => {
      const { name, attributes } = element
      if (name === 'base')
        for (const href of literalTexts(attributes.get('href') ?? [])) findings.notes.add('folder', href, element.place)
      const ask = (attribute: string, kind: EndpointKind) =>
        note(findings, element, { address: attributes.get(attribute) ?? [], kind })
      if (MEDIA.has(name)) for (const attribute of SOURCES) ask(attribute, 'media')
      if (name === 'iframe') ask('src', 'link')
      if (name === 'video') ask('poster', 'media')
      if (name === 'object') ask('data', 'media')
      if (name === 'a' && !isSent(attributes)) ask('href', 'link')
      if (name === 'form' && !isDropzone(element)) ask('action', 'form')
      if (name === 'button' || name === 'input') askOther(findings, element)
      for (const address of addressesInStyle(attributes.get('style') ?? []))
        note(findings, element, { address: [address], kind: 'media' })
    },
    navigation: navigation => note(findings, navigation, { address: navigation.address, kind: 'link' }),
  },
})

/** A link that a script sends with another method. */
export function isSent(attributes: PageElement['attributes']): boolean {
  return SENT.some(name => attributes.has(name))
}

const SENT = ['dataTurboMethod', 'data-turbo-method', 'dataMethod', 'data-method']

/** A button that sends the form around it elsewhere. */
function askOther(findings: Findings, element: PageElement): void {
  const { attributes, form } = element
  const address = attributes.get('formaction') ?? attributes.get('formAction')
  if (!address || !form) return
  const method = attributes.get('formmethod') ?? attributes.get('formMethod')
  const written = new Map([...form, ...(method ? [['method', method] as const] : [])])
  note(findings, { ...element, attributes: written }, { address, kind: 'form' })
}

interface Shown {
  address: Value
  kind: EndpointKind
  /** A link that a component of a package shows. */
  shown?: boolean
}

/** What a form posts to is no page. */
const POSTED = /^(?:\.?\/)?[\w-]+(?:\/(?:[\w-]+|\{\w+\}))*(?:\?[^/]*)?$/

/** `api/jobs` and `./api/jobs` are addresses as well as `/api/jobs`; a page of the site (`about.html`) is not. */
const ADDRESS = /^(?:\{\w+\}(?=\/)|)(?:(?:https?:)?\/.|(?:\.{0,2}\/)?(?:api|rest|v\d+)\/)/i

/** `?/save` calls an action of the page's own: https://svelte.dev/docs/kit/form-actions#Named-actions */
const ACTION = /\?\/\w/

function isAddress(text: string): boolean {
  return ADDRESS.test(text) && !ACTION.test(text)
}

function note(
  { requests }: Findings,
  at: PageElement | Navigation,
  { address, kind, shown: linked = false }: Shown,
): void {
  const read = address.flatMap(atom => (atom.kind === 'object' && atom.tag === 'ref' ? refValue(atom) : [atom]))
  const url = read.filter(
    atom => atom.kind === 'text' && isLed(atom) && (isAddress(printText(atom)) || isKnownBy(kind, atom, at)),
  )
  if (url.length === 0) return
  const { frame, node } = at
  const shown = linked || ('attributes' in at && at.name === 'a')
  const embedded = 'attributes' in at && at.name === 'iframe'
  if (kind !== 'form' || !('attributes' in at)) requests.send({ url, kind, shown, embedded, frame, node })
  else requests.send({ url, kind, frame, node, ...sentByForm(at) })
}

/** A picture of the server's, or what a form posts to, whatever they are called. */
function isKnownBy(kind: EndpointKind, text: Text, at: PageElement | Navigation): boolean {
  if (kind === 'media') return isStored(text)
  if (kind === 'link') return endsSession(printText(text)) || isHandedOut(text)
  if (kind !== 'form' || !('attributes' in at)) return false
  const methods = literalTexts(at.attributes.get('method') ?? [])
  return methods.some(method => /^(?:post|put|patch|delete)$/i.test(method)) && POSTED.test(printText(text))
}

/** `covers/${book.cover}`: a picture that an answer names, in a folder of the server's. */
function isStored(text: Text): boolean {
  const isNamed = text.parts.some(part => 'of' in part && part.of?.kind === 'answer')
  return isNamed && /^(?:\.?\/)?(?:[\w-]+\/)+\{\w+\}$/.test(printText(text))
}

/** What stands before the path comes from the environment or is called a base, or nothing does. */
function isLed({ parts: [first] }: Text): boolean {
  if (first === undefined || !('name' in first)) return first !== undefined && 'text' in first
  if (first.of?.kind !== 'unknown') return false
  return first.of.env !== undefined || BASE.test(first.name) || BASE.test(first.of.name)
}

const BASE = /base|root|prefix|mount|api_?ur[li]/i

/** A form sends its fields: in the address, or as a body in its encoding. */
function sentByForm({ attributes, fields, frame, node }: PageElement): Pick<Sending, 'method' | 'query' | 'body'> {
  const method = attributes.get('method') ?? []
  const [verb = 'get'] = literalTexts(method)
  const multipart = [...(attributes.get('encType') ?? []), ...(attributes.get('enctype') ?? [])]
  const tag = literalTexts(multipart).includes('multipart/form-data') ? 'form' : 'params'
  const filled = makeThing(frame, siteOf(frame.module, node), tag)
  for (const [name, value] of fields()) putField(frame, filled, { name, value })
  const given = literalTexts(method).length > 0 ? { method } : {}
  if (filled.slots.size === 0) return given
  return { ...given, ...(verb.toLowerCase() === 'get' ? { query: [filled] } : { body: [filled] }) }
}
