import type { Problem, ThirdParty } from '../blueprint/endpoint.ts'
import { openProject, type Project, servedFiles } from '../project/index.ts'
import {
  analyse,
  type Library,
  languageGlobals,
  lineOfText,
  type Machine,
  makeMachine,
  type Value,
  type World,
} from '../syntax/index.ts'
import { DETECTORS } from './all.ts'
import type { Detection } from './detection.ts'
import type { Detector, Findings } from './detector.ts'
import { collect } from './endpoints/endpoints.ts'
import { asInExample } from './endpoints/examples.ts'
import type { Located } from './endpoints/located.ts'
import { pagesAt } from './endpoints/session.ts'
import { Operations } from './graphql/operations.ts'
import { byCode } from './requests/names.ts'
import { Requests } from './requests/requests.ts'
import type { Sent } from './requests/sending.ts'
import { Sockets } from './rooms/sockets.ts'
import { Calls } from './sdk/calls.ts'
import { baseOf } from './signals/base.ts'
import { cookiesOf } from './signals/cookies.ts'
import { tenantHostsOf } from './signals/hosts.ts'
import { evidence, Notes } from './signals/notes.ts'
import { routesOf } from './signals/routes.ts'
import { signalsOf } from './signals/signals.ts'
import { wordsOf } from './signals/words.ts'

/** Steps in all: about a minute of work. 100,000 lines of plain code need about a quarter. */
const BUDGET = 8_000_000

/** How to read a frontend. */
export interface DetectOptions {
  /** Files to start from, relative to the root. Default: the scripts of its pages, or what its framework loads. */
  entries?: string[]
  /** The work that may be done, in steps. Default 8,000,000. */
  budget?: number
}

/**
 * Finds the requests that a frontend makes, by following its code on paper; none of it is run. The same files give the same
 * answer. Files that cannot be read are named in `problems`, and so is a budget that ran out.
 */
export async function detect(root: string, options: DetectOptions = {}): Promise<Detection> {
  const project = await openProject(root)
  const findings = makeFindings()
  const world = worldOf(
    DETECTORS.map(make => make(findings)),
    findings,
  )
  const { sources, resolver, variables, mates, provided } = project
  const machine = makeMachine(
    {
      resolve: (specifier, from) => resolver.resolve(specifier, from),
      folder: path => resolver.folder(path),
      load: path => sources.load(path),
      library: path => sources.libraries.get(path),
      variable: name => variables.get(name),
      shares: (path, other) => mates.all.get(path)?.has(other) ?? false,
      together: (path, other) => mates.named.get(path)?.has(other) ?? false,
      provided,
      files: project.tree.scripts,
    },
    world,
    options.budget ?? BUDGET,
  )
  const entries = entriesOf(project, options)
  let reached = 0
  world.rest = both(world.rest, () => {
    reached = machine.modules.size
  })
  analyse(machine, { entries, files: [...project.tree.scripts, ...project.tree.pages] })
  return detectionOf(project, { machine, findings, reached })
}

function makeFindings(): Findings {
  return {
    requests: new Requests(),
    notes: new Notes(),
    sockets: new Sockets(),
    operations: new Operations(),
    calls: new Calls(),
  }
}

/** Where to start; where nothing says so, every file that no other imports. */
function entriesOf(project: Project, options: DetectOptions): string[] {
  if (options.entries) return options.entries.map(entry => `${project.root}/${entry}`)
  if (project.entries.length > 0) return project.entries
  const { scripts, pages } = project.tree
  // A page whose own script imports others says what comes first.
  if (pages.some(page => importsOf(project, page).length > 0)) return pages
  const imported = new Set(scripts.flatMap(path => importsOf(project, path)))
  const roots = scripts.filter(path => !imported.has(path))
  return [...(roots.length > 0 ? roots : scripts), ...pages]
}

function importsOf({ sources, resolver }: Project, path: string): string[] {
  const body = sources.load(path)?.program.body ?? []
  return body.flatMap(statement => {
    if (!('source' in statement) || !statement.source) return []
    const target = resolver.resolve(statement.source.value, path)
    return 'path' in target ? [target.path] : []
  })
}

/** Where packages keep what they are built to: `@hookform/resolvers/zod/dist/zod.js` is `@hookform/resolvers/zod`. */
const BUILT = /\/(?:(?:dist|build|esm|cjs|umd)\/.*|index)\.[cm]?js$/

function worldOf(detectors: readonly Detector[], findings: Findings): World {
  const ledgers = Object.values(findings) as Findings[keyof Findings][]
  const globals: Record<string, Value> = Object.assign(languageGlobals(), ...detectors.map(one => one.globals ?? {}))
  const libraries: Record<string, Library> = {}
  // Several detectors may know one package, each of them some of its exports.
  for (const [name, library] of detectors.flatMap(one => Object.entries(one.libraries ?? {})))
    libraries[name] = { ...libraries[name], ...library }
  const world: World = {
    globals,
    libraries: name => {
      const known = [name, name.replace(BUILT, '')].find(one => Object.hasOwn(libraries, one))
      return known === undefined ? undefined : libraries[known]
    },
    observers: detectors.flatMap(one => one.observer ?? []),
    mounters: detectors.flatMap(one => one.mounter ?? []),
    decorated: (owner, frame) => {
      for (const one of detectors) one.decorated?.(owner, frame)
    },
    entered: (get, frame) => {
      for (const one of detectors) one.entered?.(get, frame)
    },
    given: (callable, frame) => firstOf(detectors, one => one.given?.(callable, frame)),
    gave: (callable, value, call) => {
      for (const one of detectors) one.gave?.(callable, value, call)
    },
    outside: (from, call) => firstOf(detectors, one => one.outside?.(from, call)),
    properties: (path, frame) => firstOf(detectors, one => one.properties?.(path, frame)),
    rest: () => {
      for (const one of ledgers) one.rest()
    },
    idle: () => detectors.flatMap(one => one.idle?.() ?? []),
    enter: (task, fresh) => {
      for (const one of ledgers) one.enter(task, fresh)
    },
    cutOff: task => {
      for (const one of ledgers) one.cutOff(task)
    },
  }
  const instance = detectors.find(one => one.instance)?.instance
  if (instance) world.instance = instance
  return world
}

function firstOf<T>(detectors: readonly Detector[], ask: (detector: Detector) => T | undefined): T | undefined {
  for (const detector of detectors) {
    const found = ask(detector)
    if (found !== undefined) return found
  }
  return undefined
}

function both(one: (() => void) | undefined, other: () => void): () => void {
  return () => {
    one?.()
    other()
  }
}

interface Outcome {
  machine: Machine
  findings: Findings
  /** How many of the modules were loaded before what nothing reaches was tried. */
  reached: number
}

function detectionOf(project: Project, { machine, findings, reached }: Outcome): Detection {
  const isCopied = (one: Sent) => lineOf(machine, one).length >= LONGEST_LINE
  if (machine.mentions) findings.requests.revive(machine.mentions, isCopied)
  const files = [...machine.modules.values()].map(({ source }) => source)
  const all = findings.requests.all().filter(one => one.live || !isCopied(one))
  const sent = all.map(one => asInExample(one, project.examples))
  const { endpoints, located, thirdParty, unresolved } = collect(sent, one => textAt(machine, one), {
    folder: folderOf(findings.notes),
    routes: project.routes,
    rewrites: project.rewrites,
    isServed: servedFiles(project.root),
    isPage: pagesAt(project.tree.scripts, () => files),
  })
  const base = baseOf(located, findings.notes)
  const words = wordsOf(files.slice(0, reached))
  const { notes } = findings
  const signals = signalsOf({ located, sent, notes, refused: machine.refused.used, throws: machine.throws })
  const detection: Detection = {
    root: '.',
    framework: project.framework,
    files: project.tree.scripts.length + project.tree.pages.length,
    base,
    endpoints,
    sockets: findings.sockets.all().map(socket => ({ ...socket })),
    operations: findings.operations.all(endpoints),
    sdk: findings.calls.all(),
    thirdParty: withHanded(thirdParty, located, notes),
    unresolved,
    problems: problemsOf(project, machine),
    signals: {
      ...signals,
      ...words,
      payments: [...(signals.payments ?? []), ...(words.payments ?? [])],
      guards: [...(signals.guards ?? []), ...(words.guards ?? [])],
      tenants: [...(signals.tenants ?? []), ...tenantHostsOf(files)],
      ...routesOf(files),
      ...cookiesOf(files),
    },
  }
  return project.build ? { ...detection, build: project.build } : detection
}

/** Other hosts, with those that packages are told of. */
function withHanded(known: readonly ThirdParty[], located: readonly Located[], notes: Notes): ThirdParty[] {
  const own = located.flatMap(({ address }) => address.origin?.replace(/^(?:[a-z]+:)?\/\//i, '') ?? [])
  const hosts = new Map(known.map(one => [one.host, one]))
  for (const { name, place } of notes.of('handed')) {
    const before = hosts.get(name)?.evidence ?? []
    if (!own.includes(name)) hosts.set(name, { host: name, evidence: [...before, evidence(place)] })
  }
  return [...hosts.values()].sort((one, other) => byCode(one.host, other.host))
}

/** The folder that pages name as their base; several that differ say nothing. */
function folderOf(notes: Notes): string {
  const folders = new Set(notes.of('folder').map(({ name }) => name.replace(/[^/]*$/, '')))
  const [only = '/'] = folders
  return folders.size === 1 && only.startsWith('/') ? only : '/'
}

/** No person writes longer ones. What nothing reaches there belongs to a package that was copied in, whatever speaks of it. */
const LONGEST_LINE = 1000

/** The source of a call, as far as it fits on one line. */
function textAt(machine: Machine, sent: Sent): string {
  return lineOf(machine, sent).trim().slice(0, 80)
}

function lineOf(machine: Machine, { place }: Sent): string {
  for (const { source } of machine.modules.values())
    if (source.file === place.file) return lineOfText(source.text, place.line)
  return ''
}

function problemsOf(project: Project, machine: Machine): Problem[] {
  const problems: Problem[] = [
    ...project.tree.passed.map(({ file, message }) => ({ file, line: 1, message })),
    ...project.sources.troubles,
    ...machine.problems.map(({ place, message }) => ({ ...place, message })),
  ]
  const unique = new Map(problems.map(problem => [`${problem.file}:${problem.line}:${problem.message}`, problem]))
  return [...unique.values()].sort((one, other) => byCode(one.file, other.file) || one.line - other.line)
}
