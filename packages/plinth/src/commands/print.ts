import { styleText } from 'node:util'
import { PlinthError } from '../errors/index.ts'

/** Colours of the terminal; plain when piped or with NO_COLOR, as `styleText` decides. */
export const ink = {
  strong: (text: string): string => styleText('bold', text),
  faint: (text: string): string => styleText('dim', text),
  good: (text: string): string => styleText('green', text),
  bad: (text: string): string => styleText('red', text),
  link: (text: string): string => styleText(['cyan', 'underline'], text),
} as const

/** What went wrong and what to do about it, on stderr. A coded error is two lines; anything else shows its stack. */
export function printError(error: unknown): void {
  if (isCoded(error)) {
    console.error(`${ink.bad('Error')} ${error.message} ${ink.faint(`[${error.code}]`)}`)
    if (error.hint !== undefined) console.error(`      ${error.hint}`)
    return
  }
  console.error(error instanceof Error ? (error.stack ?? error.message) : String(error))
}

/** Errors of the other packages have the same members, and are not of the same class. */
function isCoded(error: unknown): error is { code: string; message: string; hint?: string } {
  if (error instanceof PlinthError) return true
  return error instanceof Error && 'hint' in error && 'code' in error && typeof error.code === 'string'
}
