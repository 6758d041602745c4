import {
  arg,
  type Call,
  callMember,
  concat,
  getMember,
  holding,
  literalOf,
  type Native,
  native,
  siteOfCall,
  type Text,
  text,
  textOf,
  textsOf,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'

const words = (written: string): string[] => written.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? []
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()

/** A change of texts that are written down; what is not keeps its name. */
function changed(change: (written: string) => string): Native {
  return call =>
    arg(call, 0).flatMap(atom => {
      const written = literalOf(atom)
      return written === undefined ? [atom] : text(change(written))
    })
}

function camel(written: string): string {
  const joined = words(written).map(capital).join('')
  return joined.charAt(0).toLowerCase() + joined.slice(1)
}

/** A method of texts, with the text first. */
function method(name: string): Native {
  return call => callMember(arg(call, 0), name, { ...call, args: call.args.slice(1) })
}

/** Trimming of other characters than blanks leaves what it trims. */
function trimmed(name: string): Native {
  return call => (call.args.length > 1 ? arg(call, 0) : method(name)(call))
}

/** `template('/books/<%= id %>')` gives a function that fills it in. */
function template(call: Call): Value {
  const pattern = arg(call, 0)
  const key = `lodash.template:${siteOfCall(call)}:${call.frame.context}`
  const fill: Native = inner => valueOfTexts(textsOf(pattern, 'text').flatMap(one => filled(one, arg(inner, 0), inner)))
  return [holding(native('template', fill, key), pattern)]
}

const PLACE = /(<%[=-]\s*[\w.]+\s*%>|\$\{\s*[\w.]+\s*\})/

function filled({ parts }: Text, data: Value, call: Call): Text[] {
  let done: Text[] = [textOf([])]
  for (const part of parts) {
    const pieces = 'text' in part ? part.text.split(PLACE) : []
    for (const piece of pieces) {
      const path = /^(?:<%[=-]|\$\{)\s*([\w.]+)/.exec(piece)?.[1]
      done = concat(
        done,
        path === undefined ? [textOf([{ ...part, text: piece }])] : textsOf(at(data, path, call), path),
      )
    }
    if (pieces.length === 0) done = concat(done, [textOf([part])])
  }
  return done
}

function at(data: Value, path: string, { frame }: Call): Value {
  return path.split('.').reduce<Value>((owner, name) => getMember(owner, name, { frame }), data)
}

/** What changes texts, with the text first. */
export const TEXTS: Readonly<Record<string, Native>> = {
  camelCase: changed(camel),
  kebabCase: changed(written => words(written).join('-').toLowerCase()),
  snakeCase: changed(written => words(written).join('_').toLowerCase()),
  startCase: changed(written => words(written).map(capital).join(' ')),
  pascalCase: changed(written => words(written).map(capital).join('')),
  capitalize: changed(capital),
  upperFirst: changed(written => written.charAt(0).toUpperCase() + written.slice(1)),
  lowerFirst: changed(written => written.charAt(0).toLowerCase() + written.slice(1)),
  toLower: method('toLowerCase'),
  toUpper: method('toUpperCase'),
  trim: trimmed('trim'),
  trimStart: trimmed('trimStart'),
  trimEnd: trimmed('trimEnd'),
  replace: method('replace'),
  split: method('split'),
  startsWith: method('startsWith'),
  endsWith: method('endsWith'),
  toString: changed(written => written),
  escape: changed(written => written),
  truncate: changed(written => written),
  template,
}
