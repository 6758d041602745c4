import type { BlueprintAction } from '../../../blueprint/blueprint.ts'
import { call, literal, type Member, object } from '../../source/index.ts'
import { allowCode } from '../resource/allow.ts'
import type { Writer } from './write.ts'

/** Answers 501 with the place in the frontend that asks for it, until somebody writes it. */
export function pendingCode(action: Extract<BlueprintAction, { kind: 'pending' }>, { source }: Writer) {
  const [place] = action.evidence
  const asked = place === undefined ? 'the blueprint' : `${place.file}:${place.line}`
  const members: Member[] = [
    ['asked', literal(asked)],
    ['allow', allowCode(action.allow, source)],
  ]
  const doc = 'Not written yet: answers 501. Put an `action` in its place.'
  return {
    doc,
    made: call(source.use('plinth', 'pending'), [literal(`${action.method} ${action.path}`), object(members)]),
  }
}
