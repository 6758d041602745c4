import type { Context } from '../context/index.ts'

/** Who asks, as entries name them: `user:…`, `key:…`, `service:outbox`, or `nobody`. */
export function byOf({ actor, requestId, client, operation }: Context): string {
  return JSON.stringify({
    actor: actor.id === null ? actor.kind : `${actor.kind}:${actor.id}`,
    operation,
    request: requestId,
    address: client?.address,
    agent: client?.agent?.slice(0, 100),
  })
}
