import type { Wire } from './value.ts'

/** A name in camel case as it is written on the wire: `homePort` is `home_port`. */
export function nameOnWire(name: string, wire: Wire): string {
  const sign = wire === 'snake' ? '_' : '-'
  return name
    .replace(/([a-z\d])([A-Z])/g, `$1${sign}$2`)
    .replace(/([A-Z]+)([A-Z][a-z])/g, `$1${sign}$2`)
    .toLowerCase()
}

/** A name of the wire in camel case. */
export function nameInCamel(name: string): string {
  return name.replace(/(?<=[a-z\d])[-_](\w)/gi, (_, letter: string) => letter.toUpperCase())
}
