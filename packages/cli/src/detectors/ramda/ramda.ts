import { type Library, type Native, native } from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { LODASH } from '../lodash/lodash.ts'
import { pipeValue, RAMDA } from './functions.ts'
import { curriedLibrary, eitherLibrary, type Ordered, readTable, withDefault } from './ordered.ts'

const FUNCTIONS: Readonly<Record<string, Native>> = { ...LODASH, ...RAMDA }

// What both name alike, with what it works on last.
const LAST = [
  '1 first: keys values toPairs fromPairs invert head last initial tail flatten uniq reverse toLower toUpper trim identity',
  '1 first: sum mean size max min',
  '2 last: map forEach filter reject find findLast findIndex some every flatMap sortBy groupBy keyBy countBy partition',
  '2 last: uniqBy take drop takeWhile dropWhile takeRight dropRight without difference pick omit pickBy omitBy mapValues',
  '2 last: mapKeys sumBy maxBy minBy chunk split startsWith endsWith join nth tap includes has times',
  '3 last: reduce reduceRight replace slice',
  '2 first: concat union intersection partial curryN',
  '0 first: flow compose flowRight curry once debounce throttle memoize cond over overEvery overSome attempt',
  '0 first: noop stubTrue stubFalse always',
]

const RAMDA_TABLE = [
  ...LAST,
  '0 first: pipe=flow T=stubTrue F=stubFalse pipeP composeP converge juxt applySpec ifElse call thunkify',
  '0 first: memoizeWith=debounce nAry=debounce binary=debounce flip=debounce anyPass=overSome allPass=overEvery',
  '0 first: pipeWith composeWith addIndex=debounce',
  '1 first: length=size invertObj=invert init=initial mergeAll toString isEmpty isNil not=isEmpty',
  '2 last: prop=get path=get any=some all=every chain=flatMap pluck=map indexBy=keyBy project=map mapObjIndexed=mapValues',
  '2 last: sort=sortBy splitEvery=chunk splitAt=partition dissoc=omit dropLast=dropRight takeLast=takeRight',
  '2 last: nth=nth none=some pickAll=pick forEachObjIndexed=forEach symmetricDifference=difference evolve hasPath=has',
  '2 first: merge=mergeShallow mergeRight=mergeShallow mergeDeepRight=mergeDeep andThen otherwise apply invoker objOf zipObj=zipObject',
  '2 first: both=overEvery either=overSome partial=partialList propEq=isMatch where=isMatch whereEq=isMatch append',
  '2 first: equals=isEqual',
  '2 reverse: mergeLeft=mergeShallow mergeDeepLeft=mergeDeep defaultTo evolve',
  '3 first: when unless',
  '3 last: assoc=assoc assocPath=assoc modify=modify modifyPath=modify over=modify',
  '3 reverse: propOr=get pathOr=get',
]

const FP_TABLE = [
  ...LAST,
  '0 first: pipe=flow',
  '1 first: cloneDeep clone compact camelCase kebabCase snakeCase isEmpty isNil toPairs entries castArray first=head',
  '1 first: always=constant constant',
  '2 last: get each=forEach getOr=get orderBy result invoke',
  '2 first: assign extend merge=mergeDeep mergeAll=mergeAll zipObject',
  '2 reverse: defaults=mergeShallow defaultsDeep=mergeDeep',
  '3 last: set=assoc assoc assocPath=assoc update=modify orderBy',
  '3 reverse: getOr=get',
]

const REMEDA_TABLE = [
  '1 first: keys values entries fromEntries=fromPairs invert first=head last flat=flatten unique=uniq reverse toLowerCase=toLower',
  '1 first: length=size sum mergeAll isEmpty clone toCamelCase=camelCase toKebabCase=kebabCase toSnakeCase=snakeCase',
  '2 first: map forEach filter find findLast findIndex flatMap sortBy groupBy indexBy=keyBy countBy partition uniqueBy=uniqBy',
  '2 first: take drop takeWhile dropWhile difference intersection pick omit pickBy omitBy mapValues mapKeys sumBy chunk join prop=get',
  '2 first: concat merge=mergeShallow mergeDeep tap sort evolve zipObj=zipObject omitBy pathOr=get split',
  '3 first: reduce set=assoc setPath=assoc',
]

const RADASH_TABLE = [
  '0 first: pick omit assign=mergeDeep shake=pickBy get set=assoc group=groupBy mapValues mapKeys objectify=keyBy unique=uniq',
  '0 first: sort alphabetical=sortBy sift=compact first=head last max min sum debounce throttle camel=camelCase snake=snakeCase',
  '0 first: dash=kebabCase pascal=pascalCase title=startCase fork=partition flat=flatten cluster=chunk compose=flow chain=flow',
  '0 first: curry memo=memoize partial clone invert boil=head select=map replaceOrAppend=union merge=union diff=difference',
]

const TOOLKIT_TABLE = [
  '0 first: toMerged=mergeDeep toSnakeCaseKeys=clone toCamelCaseKeys=clone mergeWith=merge omitBy pickBy',
]

/** ramda, lodash/fp and remeda: the same functions as lodash's, in another order, and with their arguments one by one. */
export const ramdaDetector: MakeDetector = () => {
  const table = (lines: readonly string[]): Map<string, Ordered> => readTable(lines, FUNCTIONS)
  const ramda = withDefault('ramda', curriedLibrary('ramda', table(RAMDA_TABLE)))
  const fp = withDefault('lodash/fp', curriedLibrary('lodash/fp', table(FP_TABLE)))
  const remeda: Library = {
    ...eitherLibrary('remeda', table(REMEDA_TABLE)),
    pipe: [native('pipe', pipeValue, 'remeda.pipe')],
    piped: ramda.pipe ?? [],
  }
  return {
    globals: { R: ramda.default ?? [] },
    libraries: {
      ...single(['ramda/src', 'ramda/es'], ramda),
      ...single(['lodash/fp'], fp),
      ramda,
      'lodash/fp': fp,
      'lodash-es/fp': fp,
      remeda: withDefault('remeda', remeda),
      radash: curriedLibrary('radash', table(RADASH_TABLE)),
      'es-toolkit': curriedLibrary('es-toolkit', table(TOOLKIT_TABLE)),
    },
  }
}

/** Every export as a module of its own: `ramda/src/pipe`. */
function single(folders: readonly string[], library: Library): Record<string, Library> {
  const exported = Object.entries(library).filter(([name]) => name !== 'default')
  return Object.fromEntries(
    folders.flatMap(folder => exported.map(([name, value]) => [`${folder}/${name}`, { default: value }])),
  )
}
