import { type Config, mask } from './load.ts'
import type { Variable } from './variable.ts'
import { variables } from './variables.ts'

export interface VariableDescription {
  readonly name: string
  readonly doc: string
  readonly default: string
  /** The value in force, secrets masked; undefined where only the default is known. */
  readonly value?: string
}

/** Every variable with its default, for `docs/options.md`; with a config, also the value in force, secrets masked. */
export function describeConfig(config?: Config): VariableDescription[] {
  return Object.entries(variables).map(([name, variable]) => {
    const { doc, defaultText } = variable as Variable<unknown>
    const value = config?.[name as keyof Config]
    if (config === undefined || value === undefined) return { name, doc, default: defaultText }
    const shown = variable.secret ? mask(String(value)) : String(value)
    return { name, doc, default: defaultText, value: shown }
  })
}
