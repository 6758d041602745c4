import { can, signedIn } from '../../access/index.ts'
import { jsonSchema, renamed } from '../../actions/index.ts'
import type { Answer, Operation } from '../../operations/index.ts'
import { snakeCase } from '../../resources/index.ts'
import { type SettingsShape, writeSettings } from '../../tenancy/index.ts'
import { common, type Parts, tenantOf } from '../parts.ts'
import { settingsCheck } from '../settings.ts'

/** What the tenant has set, read and replaced; nothing where the backend has no settings. */
export function settingsOperations(parts: Parts): Operation[] {
  const { schema } = parts.settings
  return schema === null ? [] : [readOperation(parts, schema), writeOperation(parts, schema)]
}

const path = '/tenants/:id/settings'

function readOperation(parts: Parts, schema: SettingsShape): Operation {
  return {
    ...common,
    name: 'tenants.settings',
    method: 'GET',
    path,
    summary: 'Show what the tenant has set, with every default.',
    answer: answerOf(parts, schema),
    status: 200,
    allow: signedIn,
    async run(call, { actor }) {
      return { kind: 'value', value: shownAs(parts, await parts.settings.read(tenantOf(call, actor))) }
    },
  }
}

function writeOperation(parts: Parts, schema: SettingsShape): Operation {
  const { database, tenancy, settings } = parts
  return {
    ...common,
    name: 'tenants.setSettings',
    method: 'PUT',
    path,
    summary: 'Replace what the tenant has set. What is left out has its default again.',
    body: settingsCheck(schema, casingOf(parts)),
    answer: answerOf(parts, schema),
    status: 200,
    allow: can('tenants:write'),
    async run(call, { actor }) {
      const tenant = tenantOf(call, actor)
      await tenancy.changes.run(tenant, () => writeSettings(database, tenant, call.body))
      return { kind: 'value', value: shownAs(parts, await settings.read(tenant)) }
    },
  }
}

function answerOf(parts: Parts, schema: SettingsShape): Answer {
  return { kind: 'item', name: 'settings', plural: 'settings', schema: jsonSchema(schema, 'output', casingOf(parts)) }
}

function casingOf({ wire }: Parts): 'camel' | 'snake' {
  return wire.name('aB') === 'aB' ? 'camel' : 'snake'
}

function shownAs(parts: Parts, settings: unknown): unknown {
  return casingOf(parts) === 'camel' ? settings : renamed(settings, snakeCase)
}
