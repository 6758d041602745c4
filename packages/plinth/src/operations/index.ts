/** Operations: everything a client can ask for, as data. */
export type { Client, Cookie } from './client.ts'
export {
  type Condition,
  type FilterOp,
  type FilterSpec,
  type FilterType,
  filterOps,
  type ListQuery,
  type ListSpec,
} from './list.ts'
export type { Answer, Call, Check, Conditions, JsonSchema, LimitClass, Method, Operation } from './operation.ts'
export type { FileReply, ListReply, PageInfo, RedirectReply, Reply } from './reply.ts'
