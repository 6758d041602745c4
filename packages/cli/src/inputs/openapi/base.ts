import { type Json, listOf, objectOf, textOf } from '../document.ts'

/** The path of the first server, with the defaults of its variables: `/api/v1` of `https://{host}/api/v1`. */
export function basePathOf(root: Json): string {
  const server = objectOf(listOf(root.servers)[0])
  const variables = objectOf(server.variables)
  const url = (textOf(server.url) ?? '').replace(/\{([^{}]+)\}/g, (_, name: string) =>
    Object.hasOwn(variables, name) ? String(objectOf(variables[name]).default ?? '') : '',
  )
  const path = /^(?:[a-z][a-z+.-]*:)?\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? url.replace(/[?#].*$/s, '')
  const plain = path.replace(/\/+$/, '')
  return plain === '' || plain.startsWith('/') ? plain : `/${plain}`
}
