// Writes docs/errors.md and docs/options.md from the code. `--check` only compares, for CI.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeConfig } from '../packages/plinth/src/config/index.ts'
import type { ErrorFactory } from '../packages/plinth/src/errors/index.ts'

const root = join(import.meta.dirname, '..')

/** Every coded error of the sources, by the folder that declares it. */
async function errorsByFeature(): Promise<Map<string, ErrorFactory[]>> {
  const files = globSync('packages/*/src/**/{errors,http}.ts', { cwd: root }).filter(
    file => !/[\\/]test[\\/]/.test(file),
  )
  const found = new Map<string, ErrorFactory[]>()
  for (const file of files.sort()) {
    const exported: unknown[] = Object.values(await import(join(root, file)))
    const factories = exported.flatMap(value =>
      typeof value === 'object' && value !== null ? Object.values(value) : [value],
    )
    const coded = factories.filter(isFactory)
    const feature = file.split(/[\\/]/).slice(1, -1).join('/').replace('/src', '')
    if (coded.length > 0) found.set(feature, [...(found.get(feature) ?? []), ...coded])
  }
  return found
}

function isFactory(value: unknown): value is ErrorFactory {
  return typeof value === 'function' && 'code' in value && 'spec' in value
}

async function errorsPage(): Promise<string> {
  const lines = [
    '# Errors',
    '',
    'Every code that Plinth answers or stops with. Written by `npm run docs` from the code.',
    '',
  ]
  for (const [feature, errors] of await errorsByFeature()) {
    lines.push(`## ${feature}`, '')
    for (const { code, spec } of errors.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
      lines.push(`### ${code}`, '', `${spec.status}. ${spec.say.replaceAll('\n', ' ')}`)
      if (spec.hint !== undefined) lines.push('', spec.hint)
      lines.push('')
    }
  }
  return `${lines.join('\n').trimEnd()}\n`
}

function optionsPage(): string {
  const rows = describeConfig().map(({ name, doc, default: fallback }) => `| \`${name}\` | ${fallback} | ${doc} |`)
  const head = [
    '# Variables',
    '',
    'Read once at start. Secrets may come from a file: `NAME_FILE`. Written by `npm run docs` from the code.',
  ]
  return `${[...head, '', '| variable | default | what it does |', '| --- | --- | --- |', ...rows].join('\n')}\n`
}

const check = process.argv.includes('--check')
for (const [file, text] of [
  ['docs/errors.md', await errorsPage()],
  ['docs/options.md', optionsPage()],
] as const) {
  const path = join(root, file)
  if (!check) writeFileSync(path, text)
  else if (readFileSync(path, 'utf8') !== text) {
    console.error(`${file} is not what the code says; run \`npm run docs\`.`)
    process.exitCode = 1
  }
}
