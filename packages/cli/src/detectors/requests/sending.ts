import type { EndpointKind, Shape } from '../../blueprint/endpoint.ts'
import type { AnswerSource, Frame, Place, Text, Unreached, Value } from '../../syntax/index.ts'
import type { Body } from './body.ts'

/** One call that sends a request, with everything that it may send. */
export interface Sending {
  url: Value
  /** Absent or undefined means GET. */
  method?: Value
  /** Parameters that are given beside the URL. */
  query?: Value
  body?: Value
  headers?: readonly Value[]
  kind?: EndpointKind
  /** A link that a person may follow: nobody asks for it until then. */
  shown?: boolean
  /** A frame in the page shows what is there. */
  embedded?: boolean
  frame: Frame
  node: { start: number; end: number }
}

/** One method and address that a call may send to. */
export interface Sent {
  id: string
  source: AnswerSource
  /** The number of the place that sends. */
  sink: number
  method: string
  methodKnown: boolean
  url: Text
  query: Shape
  body: Body
  headers: Map<string, Value>
  kind: EndpointKind
  shown: boolean
  embedded: boolean
  place: Place
  /** The call that sends, at the bottom of all wrappers. */
  sender: Place
  live: boolean
  /** The functions that led to it, where nothing reached them. */
  leading: Unreached[]
  /** Nothing led to it but methods that were tried on an instance that inherits them. */
  inherited: boolean
  polls: boolean
}
