/** Operations: everything a client can ask for, as data. */
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
export type { ListReply, PageInfo, Reply } from './reply.ts'
