import type { FeatureName } from '../blueprint.ts'
import type { Evidence } from '../endpoint.ts'
import { joinEvidence } from './facts/evidence.ts'
import type { Ask, Facts } from './facts/facts.ts'
import { isUpload, namesPayment, namesTenants } from './facts/reserved.ts'

/** Something that looks like a feature and is not. */
export interface Lookalike {
  readonly reason: string
  readonly evidence: readonly Evidence[]
}

/** What the detector says, and what the calls show: the reason for a no that somebody may doubt. */
export function lookalikeOf(name: FeatureName, facts: Facts): Lookalike | undefined {
  const told = (facts.signals.lookalikes ?? []).filter(({ feature }) => feature === name)
  const [first] = told
  if (first !== undefined) return { reason: first.reason, evidence: joinEvidence(told.map(({ evidence }) => evidence)) }
  const shown = fromCalls(name, facts)
  return shown === undefined || shown.evidence.length === 0 ? undefined : shown
}

function fromCalls(name: FeatureName, { asks, signals }: Facts): Lookalike | undefined {
  const where = (test: (ask: Ask) => boolean) => joinEvidence(asks.filter(test).map(ask => ask.endpoint.evidence))
  const polls = joinEvidence((signals.polls ?? []).map(({ evidence }) => evidence))
  switch (name) {
    case 'payments':
      return { reason: 'Rows that are called so: nothing is paid here.', evidence: where(namesPayment) }
    case 'tenancy':
      return { reason: 'Groups are rows here: no request says which one is meant.', evidence: where(namesTenants) }
    case 'uploads':
      return {
        reason: 'A form in another encoding: no file is sent.',
        evidence: where(ask => ask.endpoint.encoding === 'multipart' && !isUpload(ask)),
      }
    case 'realtime':
      return { reason: 'Asked again and again: that is polling.', evidence: polls }
    case 'jobs':
      return { reason: 'Asked again, and nothing says how far it is.', evidence: polls }
    default:
      return undefined
  }
}
