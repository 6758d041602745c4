import { COMPONENT } from '../../project/index.ts'
import {
  arg,
  cellOf,
  type Frame,
  literalText,
  type Native,
  providedValue,
  readCell,
  type Value,
} from '../../syntax/index.ts'

/** `resolveComponent(name)`: what is registered under the name, by the program or by the build; else the name itself. */
export const resolveComponent: Native = call =>
  arg(call, 0).flatMap(atom => {
    const name = atom.kind === 'text' ? literalText([atom]) : undefined
    return (name === undefined ? undefined : registered(name, call.frame)) ?? [atom]
  })

function registered(written: string, frame: Frame): Value | undefined {
  for (const name of [written, pascal(written)]) {
    const known = readCell(cellOf(frame.machine, `component:${name}`))
    if (known.length > 0) return known
    const byBuild = providedValue(`${COMPONENT}${name}`, frame)
    if (byBuild) return byBuild
  }
  return undefined
}

function pascal(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
}
