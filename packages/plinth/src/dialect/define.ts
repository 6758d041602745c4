import { compileDialect } from './compile.ts'
import type { DialectOptions } from './options.ts'

/**
 * Declares a dialect, in a file of its own. Checked at once: an unknown key, a wrong value or an unknown placeholder
 * throws a coded error that names the nearest known one. What is left out has the default of `DialectOptions`.
 */
export function defineDialect<const T extends DialectOptions>(options: T): T {
  compileDialect(options)
  return options
}
