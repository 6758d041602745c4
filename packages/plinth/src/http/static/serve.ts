import { constants, createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { doorErrors } from '../errors.ts'
import type { Exchange } from '../request/exchange.ts'
import type { HttpAnswer } from '../response/answer.ts'
import { chooseEncoding, compress, type Encoding, leastBytes } from '../response/compress.ts'
import type { PolicyOptions } from './policy.ts'
import { type Site, type SiteFile, scanSite, tagOf } from './scan.ts'

/** The files of a frontend's build. */
export interface StaticFiles {
  /** The file of a path, `index.html` for a navigation to what is no file, or undefined. Hidden files are never there. */
  find(exchange: Pick<Exchange, 'path' | 'headers'>): Promise<HttpAnswer | undefined>
}

/** Larger files are streamed, and not compressed. */
const mostHeld = 4_194_304

/** The folder is looked at again at most this often, in milliseconds, however many paths are missing. */
const rescanEvery = 1000

/**
 * Serves a frontend's build: hashed files for a year, the rest revalidated, `index.html` for every navigation that
 * accepts HTML. Looks at the folder at the start, and again when a file is missing or has changed, so that a new build
 * is seen. No ranges. Throws STATIC_DIRECTORY_UNREADABLE where there is no `index.html`.
 */
export async function serveStatic(directory: string, options: PolicyOptions = {}): Promise<StaticFiles> {
  const folder = await Folder.open(resolve(directory), options)
  return Object.freeze({
    find: async ({ path, headers }: Pick<Exchange, 'path' | 'headers'>) => {
      const isPage = String(headers.accept ?? '').includes('text/html')
      const encoding = chooseEncoding(headers['accept-encoding'] as string | undefined)
      const found = await folder.answer(path, isPage, encoding)
      return found ?? ((await folder.rescan()) ? folder.answer(path, isPage, encoding) : undefined)
    },
  })
}

class Folder {
  #site: Site
  #scannedAt = Number.NEGATIVE_INFINITY
  readonly #directory: string
  readonly #options: PolicyOptions
  readonly #packed = new WeakMap<SiteFile, Map<Encoding, Buffer>>()

  private constructor(site: Site, directory: string, options: PolicyOptions) {
    this.#site = site
    this.#directory = directory
    this.#options = options
  }

  static async open(directory: string, options: PolicyOptions): Promise<Folder> {
    const site = await scanSite(directory, options).catch((cause: NodeJS.ErrnoException) => {
      throw doorErrors.STATIC_DIRECTORY_UNREADABLE({ directory, reason: cause.code ?? cause.message }, { cause })
    })
    if (site.has('/index.html')) return new Folder(site, directory, options)
    throw doorErrors.STATIC_DIRECTORY_UNREADABLE({ directory, reason: 'there is no index.html' })
  }

  /** False where the folder was looked at a moment ago. */
  async rescan(): Promise<boolean> {
    if (performance.now() - this.#scannedAt < rescanEvery) return false
    this.#scannedAt = performance.now()
    this.#site = await scanSite(this.#directory, this.#options).catch(() => this.#site)
    return true
  }

  async answer(path: string, isPage: boolean, encoding: Encoding | undefined): Promise<HttpAnswer | undefined> {
    const file = this.#fileOf(path) ?? (isPage && !isHidden(path) ? this.#site.get('/index.html') : undefined)
    if (file === undefined) return undefined
    const answer = { status: 200, headers: file.headers, tag: file.tag, squeeze: false }
    if (file.size > mostHeld) return { ...answer, stream: { size: file.size, open: () => createReadStream(file.file) } }
    const body = await readUnchanged(file)
    if (body === undefined) return undefined
    if (encoding === undefined || !file.isText || body.length < leastBytes) return { ...answer, body }
    const headers = [...file.headers, 'content-encoding', encoding]
    return { ...answer, headers, body: await this.#pack(file, body, encoding) }
  }

  /** `/about` is also `/about.html` and `/about/index.html`, as static exports write them. */
  #fileOf(path: string): SiteFile | undefined {
    const decoded = decode(path)
    if (decoded === undefined) return undefined
    const bare = decoded.replace(/\/+$/, '')
    return this.#site.get(decoded) ?? this.#site.get(`${bare}.html`) ?? this.#site.get(`${bare}/index.html`)
  }

  /** Compressed once for each state of a file. */
  async #pack(file: SiteFile, body: Buffer, encoding: Encoding): Promise<Buffer> {
    const kept = this.#packed.get(file) ?? new Map<Encoding, Buffer>()
    this.#packed.set(file, kept)
    const packed = kept.get(encoding) ?? (await compress(body, encoding))
    kept.set(encoding, packed)
    return packed
  }
}

/** True for `/.git/HEAD` and its like: no page of an application, and a scanner shall read 404. */
function isHidden(path: string): boolean {
  return decode(path)?.includes('/.') ?? false
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

/** Undefined where the file has gone, has changed, or has become a link since the folder was looked at. */
async function readUnchanged({ file, tag }: SiteFile): Promise<Buffer | undefined> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => undefined)
  if (handle === undefined) return undefined
  try {
    return tagOf(await handle.stat()) === tag ? await handle.readFile() : undefined
  } finally {
    await handle.close()
  }
}
