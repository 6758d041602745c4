import {
  arg,
  getMember,
  type Library,
  type Native,
  native,
  placeOf,
  text,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { Findings } from '../detector.ts'

/** Pusher and Echo: what they hear comes from elsewhere; whoever may hear a channel is told by this server. */
export function pusher(findings: Findings): Readonly<Record<string, Library>> {
  const make = (name: string, at: number): Value => {
    const construct: Native = call => {
      const { frame } = call
      const options = arg(call, at).filter(atom => atom.kind === 'object')
      findings.notes.add('realtime', name, placeOf(frame, call.node))
      const part = (member: string) => getMember(options, member, { frame })
      const inner = (member: string) => getMember(part(member), 'endpoint', { frame })
      const asked = [part('authEndpoint'), inner('channelAuthorization'), inner('userAuthentication')]
      for (const url of asked.map(one => one.filter(atom => atom.kind === 'text'))) {
        if (url.length === 0) continue
        const header = getMember(part('auth'), 'headers', { frame })
        findings.requests.send({ url, method: text('POST'), headers: [header], frame, node: call.node }, call.args)
      }
      return unknown(name)
    }
    return [{ ...native(name, construct, `pusher.${name}`), construct }]
  }
  const client = make('Pusher', 1)
  const echo = make('Echo', 0)
  return {
    'pusher-js': { default: client, Pusher: client },
    'laravel-echo': { default: echo, Echo: echo },
  }
}
