import {
  addToCell,
  arg,
  awaited,
  type Call,
  type Callable,
  cellOf,
  type Frame,
  join,
  makeThing,
  native,
  readCell,
  spreadInto,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { Detector } from '../detector.ts'

// SvelteKit loads these by their names.
const LOADED = /[\\/](?:\+(?:page|layout)(?:@[^.]*)?(?:\.server)?|\+server|hooks(?:\.(?:client|server))?)\.[cm]?[jt]s$/
const PAGE = /^(.*[\\/])\+(page|layout)(?:@[^.]*)?(?:\.server)?\.(?:svelte|[cm]?[jt]s)$/

/** SvelteKit: what `load` gives is the `data` of its page and of those inside, what actions give is its `form`. */
export const kit: Detector = {
  libraries: {
    '@sveltejs/kit': {
      fail: [native('fail', call => arg(call, 1), 'kit.fail')],
      json: [native('json', call => arg(call, 0), 'kit.json')],
    },
  },
  given: ({ code }, frame) => {
    if (!code || !LOADED.test(code.scope.module.path)) return undefined
    const event = makeThing(frame, -code.site, 'instance')
    event.lazy = (name, at) => {
      if (name === 'fetch') return at.machine.world.globals.fetch
      return name === 'data' ? [dataFor(code.scope.module.path, at)] : unknown(name)
    }
    return [[event]]
  },
  gave: (callable, value, call) => keep(callable, value, call),
  properties: (path, frame) => {
    if (!PAGE.test(path)) return undefined
    const form = readCell(cellOf(frame.machine, cellName('form', path)))
    return { data: [dataFor(path, frame)], ...(form.length > 0 ? { form } : {}) }
  },
}

function keep({ code, name }: Callable, value: Value, call: Call): void {
  const path = code?.scope.module.path
  if (path === undefined || !LOADED.test(path) || !PAGE.test(path)) return
  const { machine } = call.frame
  const cell = cellOf(machine, cellName(name === 'load' ? 'load' : 'form', path))
  addToCell(machine, cell, awaited(value, call.frame, call.node))
}

/** `+page.server.js`, `+page.js` and `+page.svelte` of one folder go together. */
function cellName(kind: string, path: string): string {
  const [, folder = '', part = ''] = PAGE.exec(path) ?? []
  return `kit ${kind} ${folder}${part}`
}

/** What the page's own `load` gave, and those of the layouts around it. */
function dataFor(path: string, frame: Frame) {
  const data = makeThing(frame, -1, 'instance')
  const [, folder = ''] = PAGE.exec(path) ?? []
  let given: Value = readCell(cellOf(frame.machine, cellName('load', path)))
  for (const around of foldersAround(folder))
    given = join(given, readCell(cellOf(frame.machine, `kit load ${around}layout`)))
  spreadInto(data, given, frame)
  data.lazy = name => unknown(name)
  return data
}

function foldersAround(folder: string): string[] {
  const parts = folder.split(/(?<=[\\/])/)
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('')).filter(one => one !== '')
}
