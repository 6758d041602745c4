import type { EndpointKind } from '../../blueprint/endpoint.ts'
import { literalTexts, type Navigation, type PageElement, printText, type Value } from '../../syntax/index.ts'
import type { Findings, MakeDetector } from '../detector.ts'

const MEDIA = new Set(['img', 'video', 'audio', 'source', 'iframe', 'embed', 'track', 'image'])

/** Addresses that no client fetches: pictures and frames, links and downloads, forms with an action. */
export const pagesDetector: MakeDetector = findings => ({
  observer: {
    element: element => {
      const { name, attributes } = element
      const ask = (attribute: string, kind: EndpointKind) =>
        note(findings, element, { address: attributes.get(attribute) ?? [], kind })
      if (MEDIA.has(name)) ask('src', 'media')
      if (name === 'object') ask('data', 'media')
      if (name === 'a') ask('href', 'link')
      if (name === 'form') ask('action', 'form')
    },
    navigation: navigation => note(findings, navigation, { address: navigation.address, kind: 'link' }),
  },
})

interface Shown {
  address: Value
  kind: EndpointKind
}

function note({ requests }: Findings, at: PageElement | Navigation, { address, kind }: Shown): void {
  const url = address.filter(atom => atom.kind === 'text' && /^(?:https?:)?\/./.test(printText(atom)))
  if (url.length === 0) return
  const { frame, node } = at
  const method = kind === 'form' && 'attributes' in at ? (at.attributes.get('method') ?? []) : []
  requests.send({ url, kind, frame, node, ...(literalTexts(method).length > 0 ? { method } : {}) })
}
