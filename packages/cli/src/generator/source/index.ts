/** Text whose line breaks are decided when it is printed. */
export { type Doc, group, hardline, indent, join, line, softline, trailingComma } from './doc.ts'
/** Pieces of code. */
export {
  array,
  arrow,
  block,
  call,
  chain,
  code,
  type Expression,
  functionBlock,
  type Link,
  type Member,
  object,
  quoted,
  when,
} from './expression.ts'
/** Data as code. */
export { literal, type Plain } from './literal.ts'
/** A file with its imports. */
export { compareNames, Source } from './source.ts'
