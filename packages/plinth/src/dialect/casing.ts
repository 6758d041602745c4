/** Field names on the wire. `camel` leaves them alone, `snake` writes `createdAt` as `created_at`. */
export type Casing = 'camel' | 'snake'

/** The wire name of a plain one. */
export function toWire(casing: Casing): (key: string) => string {
  return casing === 'camel' ? same : key => key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}

/** The plain name of a wire one. A leading underscore stays. */
export function toPlain(casing: Casing): (key: string) => string {
  return casing === 'camel'
    ? same
    : key => key.replace(/(?<=.)_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

function same(key: string): string {
  return key
}
