import { type Call, type Text, textsOf, type Value } from '../../syntax/index.ts'

/** `generateUrl('/apps/board')`, `site.urlTo('/cards')`, `api_path('/cards')`. */
const NAMED = /(?:^|[.\s_a-z])(?:ur[li]|path|endpoint|href)(?:for|to|of)?$/i
// What a router of pages makes of its routes.
const ROUTER = /^(?:react-router|vue-router|wouter|@reach\/|@angular\/|next\b|@tanstack\/)/

/**
 * What a function of elsewhere makes of a path, where it is called after that: the path itself most likely, behind something
 * that only the function knows. Undefined where no path is given.
 */
export function madeOfPath(from: string, { args: [given = []] }: Call): Value | undefined {
  if (!NAMED.test(from) || ROUTER.test(from)) return undefined
  const paths = textsOf(given, '').flatMap(rooted)
  return paths.length > 0 ? paths : undefined
}

/** The same from the root; nothing where it does not begin like a path. */
function rooted(text: Text): Text[] {
  const [first] = text.parts
  if (!first || !('text' in first) || !/^(?:\/\w|\w[\w.-]*\/(?!\/))/.test(first.text)) return []
  const slash = first.text.startsWith('/') ? [] : [{ text: '/' }]
  return [{ ...text, parts: [...slash, ...text.parts], likely: true }]
}
