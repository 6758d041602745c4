import { type ErrorExtras, type ErrorSpec, PlinthError } from './error.ts'

/** Makes a coded error: `throw ORDER_CLOSED({ id })`. Details may leave the process, `extras.cause` never does. */
export type ErrorFactory = ((details?: unknown, extras?: ErrorExtras) => PlinthError) & {
  readonly code: string
  readonly spec: ErrorSpec
}

/** Declares one error of your own. Codes are UPPER_SNAKE and never change once published. */
export function defineError(code: string, spec: ErrorSpec): ErrorFactory {
  const coded = { ...spec, code }
  const make = (details?: unknown, extras?: ErrorExtras): PlinthError => new PlinthError(coded, details, extras)
  return Object.assign(make, { code, spec })
}

/** Declares the codes of one feature, in its `errors.ts`. Every code has a heading in `docs/errors.md` (tested). */
export function defineErrors<const T extends Record<string, ErrorSpec>>(
  specs: T,
): { readonly [K in keyof T]: ErrorFactory } {
  const factories = Object.entries(specs).map(([code, spec]) => [code, defineError(code, spec)] as const)
  return Object.freeze(Object.fromEntries(factories)) as { readonly [K in keyof T]: ErrorFactory }
}
