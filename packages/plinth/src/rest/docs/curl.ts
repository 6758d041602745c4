import type { JsonSchema } from '../../operations/index.ts'
import type { Entry } from './operation.ts'
import { sample } from './schema.ts'

/** A line to paste into a shell. `$TOKEN` stands for the access token; the page's script puts in its own origin. */
export function curlOf({ method, path, object, resolve, token }: Entry, body: JsonSchema | undefined): string {
  const parameters = (object.parameters ?? []) as { name: string; in: string; required?: boolean; schema: JsonSchema }[]
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find(one => one.in === 'path' && one.name === name)
    return encodeURIComponent(String(sample(parameter?.schema ?? {}, resolve) ?? name))
  })
  const lines = [`curl${method === 'GET' ? '' : ` -X ${method}`} '${placeholderOrigin}${filled}'`, `  -H "${token}"`]
  if (body !== undefined) {
    lines.push(
      `  -H 'content-type: application/json'`,
      `  -d '${JSON.stringify(sample(body, resolve)).replaceAll("'", "'\\''")}'`,
    )
  }
  return lines.join(' \\\n')
}

/** What the script replaces by the origin that the page was loaded from. */
export const placeholderOrigin = 'http://localhost:4000'
