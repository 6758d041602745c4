import type { Endpoint } from '../../endpoint.ts'
import { camelCase, snakeCase } from './words.ts'

/** `snake` where the names of two words on the wire are mostly written so. Names of tokens are the login's own matter. */
export function casingOf(endpoints: readonly Endpoint[]): 'camel' | 'snake' {
  const names = endpoints.flatMap(({ body, reads }) => [...body, ...reads]).flatMap(name => name.split('.'))
  const words = new Set(names.map(name => name.replaceAll('[]', '')).filter(name => !/token|expires/i.test(name)))
  const snake = [...words].filter(word => /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(word)).length
  const camel = [...words].filter(word => /^[a-z]+[A-Z]/.test(word)).length
  return snake > camel ? 'snake' : 'camel'
}

/** Whether a name is one that the casing of others cannot give: `userName` beside `user_name`. */
export function isOtherCase(name: string, casing: 'camel' | 'snake'): boolean {
  return casing === 'snake' && name !== '' && snakeCase(camelCase(name)) !== name
}
