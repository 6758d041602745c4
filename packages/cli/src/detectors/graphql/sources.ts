import { elementsOf, type Frame, getMember, literalTexts, type Text, type Value } from '../../syntax/index.ts'

const DEEPEST = 40

/** The texts of documents: what is written down of a text, and a document that a generator took apart already. */
export function documentsIn(value: Value, frame: Frame): string[] {
  return value.flatMap(atom => {
    if (atom.kind === 'text') return [written(atom)]
    if (atom.kind !== 'object') return []
    const definitions = atom.slots.has('definitions') ? getMember([atom], 'definitions', { frame }) : []
    return definitions.length > 0
      ? [
          elementsOf(definitions, frame)
            .map(one => print(one, frame, 0))
            .join(' '),
        ]
      : []
  })
}

function written({ parts }: Text): string {
  return parts.map(part => ('text' in part ? part.text : ' ')).join('')
}

/** A part of a document's tree, as text. Arguments are left out. */
function print(node: Value, frame: Frame, depth: number): string {
  if (depth > DEEPEST) return ''
  const member = (name: string, of = node) => getMember(of, name, { frame })
  const word = (value: Value) => literalTexts(value)[0] ?? ''
  const name = word(member('value', member('name')))
  const inner = () => {
    const list = elementsOf(member('selections', member('selectionSet')), frame)
    return list.length > 0 ? `{ ${list.map(one => print(one, frame, depth + 1)).join(' ')} }` : ''
  }
  switch (word(member('kind'))) {
    case 'OperationDefinition': {
      const variables = elementsOf(member('variableDefinitions'), frame)
        .map(
          one =>
            `$${word(member('value', member('name', member('variable', one))))}: ${type(member('type', one), frame)}`,
        )
        .join(' ')
      return `${word(member('operation'))} ${name} ${variables === '' ? '' : `(${variables})`} ${inner()}`
    }
    case 'FragmentDefinition':
      return `fragment ${name} on Any ${inner()}`
    case 'FragmentSpread':
      return `...${name}`
    case 'InlineFragment':
      return `... ${inner()}`
    default:
      return `${word(member('value', member('alias'))) || name} ${inner()}`
  }
}

function type(node: Value, frame: Frame): string {
  const member = (name: string, of = node) => getMember(of, name, { frame })
  const [kind] = literalTexts(member('kind'))
  if (kind === 'NonNullType') return `${type(member('type'), frame)}!`
  if (kind === 'ListType') return `[${type(member('type'), frame)}]`
  return literalTexts(member('value', member('name')))[0] ?? 'Any'
}
