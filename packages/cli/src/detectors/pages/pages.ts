import type { EndpointKind } from '../../blueprint/endpoint.ts'
import {
  literalTexts,
  makeThing,
  type Navigation,
  type PageElement,
  printText,
  putField,
  siteOf,
  type Value,
} from '../../syntax/index.ts'
import type { Findings, MakeDetector } from '../detector.ts'
import { isDropzone } from '../dropzone/dropzone.ts'
import type { Sending } from '../requests/sending.ts'

const MEDIA = new Set(['img', 'video', 'audio', 'source', 'embed', 'track', 'image'])

/** Addresses that no client fetches: pictures and frames, links and downloads, forms with an action. */
export const pagesDetector: MakeDetector = findings => ({
  observer: {
    element: element => {
      const { name, attributes } = element
      if (name === 'base')
        for (const href of literalTexts(attributes.get('href') ?? [])) findings.notes.add('folder', href, element.place)
      const ask = (attribute: string, kind: EndpointKind) =>
        note(findings, element, { address: attributes.get(attribute) ?? [], kind })
      if (MEDIA.has(name)) ask('src', 'media')
      if (name === 'iframe') ask('src', 'link')
      if (name === 'video') ask('poster', 'media')
      if (name === 'object') ask('data', 'media')
      if (name === 'a') ask('href', 'link')
      if (name === 'form' && !isDropzone(element)) ask('action', 'form')
    },
    navigation: navigation => note(findings, navigation, { address: navigation.address, kind: 'link' }),
  },
})

interface Shown {
  address: Value
  kind: EndpointKind
}

/** `api/jobs` and `./api/jobs` are addresses as well as `/api/jobs`; a page of the site (`about.html`) is not. */
const ADDRESS = /^(?:(?:https?:)?\/.|(?:\.{0,2}\/)?(?:api|rest|v\d+)\/)/

function note({ requests }: Findings, at: PageElement | Navigation, { address, kind }: Shown): void {
  const url = address.filter(atom => atom.kind === 'text' && ADDRESS.test(printText(atom)))
  if (url.length === 0) return
  const { frame, node } = at
  if (kind !== 'form' || !('attributes' in at)) requests.send({ url, kind, frame, node })
  else requests.send({ url, kind, frame, node, ...sentByForm(at) })
}

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
