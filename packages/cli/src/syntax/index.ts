/** Runs a program on paper, round by round. */
export { analyse, type Start } from './analyse.ts'
/** Arguments and callbacks of a call, for functions of ours. */
export {
  arg,
  arity,
  callback,
  importedFile,
  isImport,
  parameterNames,
  recall,
  siteOfCall,
  turn,
} from './builtins/call.ts'
/** Names of members, changed between the program and the wire. */
export { type Case, convertNames } from './builtins/cases.ts'
/** The globals of the language and the browser, except those that send requests. */
export { languageGlobals } from './builtins/globals.ts'
export { assign } from './builtins/objects.ts'
/** What stands behind `?` in the page's own address. */
export { namePart, pageQuery, paramsOf } from './builtins/page-query.ts'
/** `navigator.serviceWorker`. */
export { serviceWorker } from './builtins/workers.ts'
/** Templates of Angular: parsed from their component's description, and shown. */
export { type Surroundings, showTemplate } from './components/angular/render.ts'
export { frameOfComponent, frameOfTemplate, templateOf } from './components/angular/source.ts'
export type { Markup } from './components/component.ts'
/** Loads the parser for single-file components. */
export { loadComponentParser } from './components/component.ts'
/** The values that a field offers. */
export { optionsOf } from './components/controls.ts'
/** Components whose template stands in a text or in a page. */
export { showDescribed, templateOnPage, writtenTemplate } from './components/described.ts'
/** Elements of pages, as scripts look them up. */
export { addressesInData, elementsBySelector } from './components/elements.ts'
/** What templates hold by `ref`, and the component that runs. */
export { componentFrame, heldBy, makeRefs } from './components/exposed.ts'
/** The name of an event's handler. */
export { handlerName } from './components/handler.ts'
/** Rendering of components. */
export { ELEMENT, EVENT, formShownAt, mount } from './components/jsx.ts'
/** Parses a page with its inline scripts. */
export { parsePage } from './components/page.ts'
/** What packages hand to whoever shows a row of a list. */
export { handedRow } from './components/rows.ts'
/** Parses a Svelte component. */
export { parseSvelte } from './components/svelte.ts'
/** Shows markup that a program writes. */
export { showMarkup } from './components/written.ts'
/** A machine that has not run anything yet. */
export { makeMachine } from './engine.ts'
/** The value behind promises. */
export { awaited } from './evaluate/calls.ts'
/** The constructors and fields of a class, run on an instance. */
export { initialise, initialiseFields, makeInstance } from './evaluate/classes.ts'
/** Decorators of classes, and what constructors ask for. */
export { classNode, type Decoration, decorationsOf, dependenciesOf, homeOf } from './evaluate/decorators.ts'
/** Whether something is asked for again and again. */
export { polls } from './evaluate/polling.ts'
/** What hangs on a call around it. */
export { hangOn } from './evaluate/recursion.ts'
/** Runs alternatives from the same state. */
export { branch } from './machine/branch.ts'
/** What is thrown, and what handlers get. */
export { caught, throwValue } from './machine/failure.ts'
/** Calls of values that may be functions. */
export { callUnknown, construct, invoke } from './machine/invoke.ts'
/** What the machine asks of others, and what it tells them. */
export type {
  Comparison,
  Host,
  Library,
  Machine,
  Mounter,
  Navigation,
  Observer,
  PageElement,
  Provided,
  Target,
  World,
} from './machine/machine.ts'
/** Places and contexts of what runs. */
export { contextNamed, contextOf, placeOf, siteOf } from './machine/machine.ts'
/** Types that are written beside values. */
export { noteType } from './machine/note.ts'
/** Counts a look into an object as work. */
export { countLook } from './machine/once.ts'
/** What happens to functions that are handed out. */
export { callFreely, callLater, release, withQueue } from './machine/release.ts'
/** Fields of objects. */
export {
  addElement,
  addToCell,
  addToSlot,
  cellOf,
  makeGlobal,
  makeThing,
  openField,
  putField,
  putFields,
  readCell,
  readSlot,
  setFields,
  settle,
} from './machine/slots.ts'
export { placesOfStore } from './machine/stored.ts'
/** Runs what has to run again when what it read has changed. */
export { type Given, runTask } from './machine/task.ts'
/** Notes that a value is used. */
export { use } from './machine/use.ts'
/** What code that runs speaks of, though it was not seen to call it. */
export type { Mentions, Unreached } from './mentions/mentions.ts'
/** The exports of a module that has run. */
export { exportOf, importValue, providedValue } from './modules/modules.ts'
/** What an expression is called in the source. */
export { nameOfExpression } from './modules/names.ts'
/** The elements of a list, and lists of elements. */
export { elementsOf, isListed, makeArray } from './objects/elements.ts'
/** The names of an object's members. */
export { type Keys, keysOf } from './objects/keys.ts'
/** Members of values. */
export { callMember, getAnyMember, getMember, prototypeMember, refValue } from './objects/member.ts'
/** Members that are copied from one object to another. */
export { assignInto, spreadInto } from './objects/spread.ts'
/** Writing members. */
export { setMember } from './objects/write.ts'
/** Files, parsed. */
export { type Flaw, lineOfText, type Parsed, parseSource, type Source } from './source.ts'
/** Types, seen one level deep. */
export { awaitedType, elementType, innerType, memberType } from './types/members.ts'
export type { Type } from './types/type.ts'
export { type Member, type View, view } from './types/view.ts'
/** Where a value was typed. */
export { attributeOf, controlOf, elementOf, fieldsOfForm } from './values/control.ts'
/** What functions of ours are told. */
export type { Call, Frame, Native } from './values/frame.ts'
/** Joining and judging alternatives. */
export { join, joinAll, keyOf, same, truth } from './values/join.ts'
/** Making values. */
export {
  answer,
  constant,
  EITHER,
  FALSE,
  holding,
  isFunction,
  NOTHING,
  NULL,
  native,
  promise,
  settled,
  TRUE,
  text,
  textOf,
  UNDEFINED,
  unknown,
} from './values/make.ts'
/** Texts with holes. */
export {
  bothWhen,
  concat,
  isHole,
  isLiteral,
  lastName,
  literalOf,
  literalText,
  literalTexts,
  opposed,
  pairsOf,
  printText,
  textsOf,
  valueOfTexts,
} from './values/text.ts'
/** Values and their kinds. */
export type {
  Answer,
  AnswerSource,
  Atom,
  Callable,
  Cell,
  Control,
  Hole,
  Literal,
  Pair,
  Part,
  Place,
  Primitive,
  Text,
  Thing,
  Unknown,
  Value,
} from './values/value.ts'
/** Names as the wire has them. */
export { nameOnWire } from './values/wire.ts'
