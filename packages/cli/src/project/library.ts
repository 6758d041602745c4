import { basename, dirname } from 'node:path'

const HEADER = /^\s*(?:(['"])use strict\1;?\s*)?\/\*[\s\S]*?\*\//
const VERSION = /\bv?\d+\.\d+\.\d+/i
/** `@since 1.5.0` says since when a file is there, and `@package` what it is a part of: the program around it. */
const OF_PROGRAM = /@(?:since|package)\b/
const OWNED = /licen[cs]e|\(c\)|copyright|©|\b\d{4}\b/i
/** What stands around a script for every kind of loader. */
const UNIVERSAL = /\bdefine\.amd\b/
const ENDS = 1500

/**
 * The name of a library whose script this is: one that stands among the sources as it was published, with its version and
 * its licence at the top. Frontends write their licence into their own files, too, but no version.
 */
export function libraryOf(file: string, text: string): string | undefined {
  const [header = ''] = HEADER.exec(text.slice(0, 2 * ENDS)) ?? []
  if (OF_PROGRAM.test(header) || !VERSION.test(header) || !OWNED.test(header)) return undefined
  const name = nameOfLibrary(file)
  const isKept = /^\s*\/\*!/.test(header) || /@license|@preserve/.test(header)
  const isPublished = isKept || UNIVERSAL.test(text.slice(0, 2 * ENDS)) || UNIVERSAL.test(text.slice(-ENDS))
  return isPublished || header.toLowerCase().includes(name.toLowerCase()) ? name : undefined
}

const PARTS =
  /[._-](?:min|slim|prod|production|dev|development|esm|es|mjs|cjs|umd|iife|global|browser|runtime|bundle|all|full)(?=[._-]|$)/gi

/** `vue.esm-browser.prod.js` is `vue`, `libs/marked/index.js` is `marked`. */
export function nameOfLibrary(file: string): string {
  const plain = basename(file)
    .replace(/\.[cm]?[jt]sx?$/, '')
    .replace(PARTS, '')
    .replace(/[._-]v?\d+(?:\.\d+)*(?=[._-]|$)/, '')
  return plain === 'index' ? basename(dirname(file)) : plain
}
