// Holds every import of packages/plinth/src against packages/plinth/floors.ts: downward, or to the left on the same
// floor, through faces only, and declared in `needs`. Type imports count too.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { floors } from '../packages/plinth/floors.ts'

const root = join(import.meta.dirname, '..', 'packages', 'plinth', 'src')
const order = Object.keys(floors)

interface Import {
  readonly file: string
  readonly line: number
  readonly target: string
  readonly augmentation: boolean
}

export function checkFloors(folder = root): string[] {
  const files = globSync('**/*.ts', { cwd: folder }).filter(file => !isTest(file))
  return files.flatMap(file => importsOf(folder, file).flatMap(found => problem(found) ?? []))
}

function isTest(file: string): boolean {
  return file.split(sep).includes('test')
}

function importsOf(folder: string, file: string): Import[] {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n')
  return lines.flatMap((text, index) => {
    const match = /(?:\bfrom|\bimport|declare module|\bimport\()\s*'(\.{1,2}\/[^']+)'/.exec(text)
    if (match?.[1] === undefined) return []
    const target = relative('.', normalize(join(dirname(file), match[1])))
    return [{ file, line: index + 1, target, augmentation: text.includes('declare module') }]
  })
}

function problem({ file, line, target, augmentation }: Import): string | undefined {
  const [from = '', ...inner] = file.split(sep)
  const [to = '', ...rest] = target.split(sep)
  const at = `packages/plinth/src/${file}:${line}`
  if (inner.length === 0) return undefined
  const room = floors[from]
  if (room === undefined) return `${at}: the folder ${from}/ is not in floors.ts`
  if (from === to)
    return rest.join('/') === 'index.ts' ? `${at}: nothing inside ${from}/ imports its own index.ts` : undefined
  if (augmentation && to === 'context') return undefined
  const other = floors[to]
  if (other === undefined) return rest.length === 0 ? undefined : `${at}: the folder ${to}/ is not in floors.ts`
  const faces = ['', ...(other.faces ?? []).map(name => `${name}/`)].map(folder => `${folder}index.ts`)
  if (!faces.includes(rest.join('/'))) return `${at}: imports ${target}; only the face ${to}/index.ts is open`
  if (other.floor > room.floor || (other.floor === room.floor && order.indexOf(to) > order.indexOf(from))) {
    return `${at}: ${from}/ (floor ${room.floor}) may not import ${to}/ (floor ${other.floor})`
  }
  if (!room.needs.includes('*') && !room.needs.includes(to)) return `${at}: ${to} is not in the needs of ${from}`
  return undefined
}

if (import.meta.main) {
  const problems = checkFloors()
  for (const line of problems) console.error(line)
  console.log(
    problems.length === 0
      ? 'floors: every import goes down or left.'
      : `floors: ${problems.length} imports break the law.`,
  )
  process.exitCode = problems.length === 0 ? 0 : 1
}
