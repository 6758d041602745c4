import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pageHeaders } from '../response/headers.ts'
import { type PolicyOptions, pagePolicy } from './policy.ts'

/** A file that may be served, found by looking at the folder: a request never becomes a path. */
export interface SiteFile {
  readonly file: string
  readonly size: number
  readonly tag: string
  readonly headers: readonly string[]
  readonly isText: boolean
}

/** By decoded URL path: `/assets/index-B1EnjqfA.css`. */
export type Site = ReadonlyMap<string, SiteFile>

/** Names that bundlers write: eight characters or more of a hash, with a letter, and a digit or a capital. */
const hashed = /[-.](?=[^.]*[A-Za-z])(?=[^.]*[0-9A-Z])(?:[\w-]{8}|\w{9,64})\.\w+$/

/** Finds every plain file of a folder. Dotfiles, symbolic links and source maps are left out. */
export async function scanSite(directory: string, options: PolicyOptions): Promise<Site> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  const paths = files.map(file => [file, file.slice(join(directory, '/').length).replaceAll('\\', '/')] as const)
  const shown = paths.filter(([, path]) => !/(^|\/)\./.test(path) && !path.endsWith('.map'))
  return new Map(
    await Promise.all(shown.map(async ([file, path]) => [`/${path}`, await factsOf(file, options)] as const)),
  )
}

async function factsOf(file: string, options: PolicyOptions): Promise<SiteFile> {
  const { size, mtimeMs } = await stat(file)
  const type = types[extname(file).toLowerCase()] ?? 'application/octet-stream'
  const html = type.startsWith('text/html') ? await readFile(file, 'utf8') : ''
  const cache = hashed.test(file) && html === '' ? 'public, max-age=31536000, immutable' : 'no-cache'
  return {
    file,
    size,
    tag: tagOf({ size, mtimeMs }),
    headers: [
      ...pageHeaders(pagePolicy(html, options)),
      'content-type',
      type,
      'cache-control',
      cache,
      'vary',
      'Accept-Encoding',
    ],
    isText: /^(text\/|image\/svg|application\/(json|manifest|wasm|xml))/.test(type),
  }
}

/** Tells one state of a file from the next. */
export function tagOf({ size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }): string {
  return `W/"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`
}

const types: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.otf': 'font/otf',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webm': 'video/webm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
}
