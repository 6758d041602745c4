/** Attacks every operation of an app, from its own OpenAPI document. */

/** Boots a backend on a database of its own, and asks it as somebody. */
export { type TestAnswer, type TestApp, type TestAppOptions, type TestClient, testApp } from './app.ts'
export { type AttackKind, type AttackOptions, type AttackResult, attack } from './attack/attack.ts'
export type { Finding } from './attack/findings.ts'
/** What a frontend asks, and reads from the answers. */
export type {
  Ask,
  Contract,
  ContractFollow,
  ContractRequest,
  ContractSignIn,
  Reads,
  ReadType,
  Value,
} from './contract/contract.ts'
/** Refers to what another request of the contract was answered, or carried. */
export { answered, answeredAnew, type Earlier, sent } from './contract/earlier.ts'
/** Holds a backend to a contract, in any test runner. */
export { type ContractOptions, type Runner, testContract } from './contract/run.ts'
