/** The policy language: who may do what, as data. */
export { type Actor, nobodyActor, permits } from './actor.ts'
export { decide, holds, type Predicate } from './decide.ts'
export {
  anyone,
  can,
  nobody,
  owner,
  ownerFields,
  type Policy,
  type PolicyNode,
  type Scalar,
  signedIn,
  when,
  where,
} from './policy.ts'
