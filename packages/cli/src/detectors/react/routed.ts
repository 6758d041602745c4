import { getMember, type Mounter, printText, putField, unknown } from '../../syntax/index.ts'

/**
 * A page that stands in a router with its path (`<Book path="/books/:slug" />`) is given what the path names. Properties that
 * are written stay.
 */
export const handParameters: Mounter = (component, props, call) => {
  if (component.kind !== 'function' || !component.code) return undefined
  for (const page of props) {
    if (page.kind !== 'object' || !page.slots.has('path')) continue
    for (const path of getMember([page], 'path', call))
      for (const name of path.kind === 'text' ? namesIn(printText(path)) : [])
        if (!page.slots.has(name)) putField(call.frame, page, { name, value: unknown(name) })
  }
  return undefined
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/\/:(\w+)/g)].flatMap(([, name = '']) => name)
}
