import {
  addToCell,
  analyse,
  arg,
  cellOf,
  type Library,
  languageGlobals,
  literalTexts,
  type Machine,
  makeMachine,
  native,
  parseSource,
  readCell,
  UNDEFINED,
  type World,
} from '../index.ts'

/** What a run left behind. */
export interface Ran {
  machine: Machine
  /** How often each word was noted. */
  noted: Record<string, number>
}

/** Runs files with a library that notes words, counts as a request that is not known, keeps values by name, and shows components. */
export function run(files: Record<string, string>, budget = 100_000, told: Partial<World> = {}): Ran {
  const noted: Record<string, number> = {}
  const probe: Library = {
    note: [
      native('note', call => {
        for (const word of literalTexts(arg(call, 0))) noted[word] = (noted[word] ?? 0) + 1
        return UNDEFINED
      }),
    ],
    news: [
      native('news', call => {
        call.frame.machine.news += 1
        return UNDEFINED
      }),
    ],
    read: [native('read', call => readCell(cellOf(call.frame.machine, `kept:${literalTexts(arg(call, 0))[0]}`)))],
    keep: [
      native('keep', call => {
        addToCell(call.frame.machine, cellOf(call.frame.machine, `kept:${literalTexts(arg(call, 0))[0]}`), arg(call, 1))
        return UNDEFINED
      }),
    ],
  }
  const machine = makeMachine(
    {
      resolve: name => (name.startsWith('./') ? { path: name.replace('./', '') } : { library: name }),
      load: path => parseSource(path, files[path] ?? '', 'tsx').source,
      variable: () => undefined,
      shares: () => false,
    },
    {
      globals: languageGlobals(),
      libraries: name => (name === 'probe' ? probe : undefined),
      observers: [],
      mounters: [],
      ...told,
    },
    budget,
  )
  analyse(machine, { entries: ['main'], files: Object.keys(files) })
  return { machine, noted }
}
