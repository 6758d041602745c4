import { resolve } from 'node:path'
import { type App, createApp } from '../app/index.ts'
import type { PlinthError } from '../errors/index.ts'
import { type Command, command } from './command.ts'
import { commandErrors } from './errors.ts'
import { loadBackend } from './load.ts'
import { ink } from './print.ts'

type Registry = NonNullable<App['tenants']>['registry']

interface Values {
  readonly name?: string
  readonly plan?: string
  readonly dir?: string
}

/** `plinth tenants`: what an operator does that no client can ask for. */
export const tenantsCommand: Command = command({
  usage:
    'plinth tenants list | create ACME [--name "Acme Inc"] [--plan pro] | plan ACME pro | domain add|verify|remove|list ACME [shop.acme.com]',
  summary: 'Show tenants, make one, give one a plan, and let one have domains of its own. ACME is a slug or an id.',
  flags: {
    name: { type: 'string', doc: 'With create: what people call it. Default: the slug.' },
    plan: { type: 'string', doc: 'With create: its plan. Default: the first of `tenancy.plans`.' },
    dir: { type: 'string', doc: 'The project. Default: this folder.' },
  },
  async run({ values, rest }) {
    const work = workOf(rest, values)
    const directory = resolve(values.dir ?? '.')
    const app = await createApp(await loadBackend(directory), { directory })
    try {
      if (app.tenants === undefined) throw misused('This backend has no `tenancy` and `auth`, so it has no tenants.')
      for (const line of await work(app.tenants.registry)) console.log(line)
    } finally {
      await app.stop()
    }
    return 0
  },
})

type Work = (tenants: Registry) => Promise<string[]>

/** What is wrong with the words is said before a database is started. */
function workOf([verb, ...words]: readonly string[], { name, plan }: Values): Work {
  const [first, second] = words
  if (verb === 'list' && first === undefined) return list
  if (verb === 'domain') return domainWork(words)
  if (verb === 'create' && first !== undefined && second === undefined) {
    return async tenants => {
      const made = await tenants.create({ slug: first, name: name ?? first, ...(plan === undefined ? {} : { plan }) })
      return [`${ink.good('made')} ${made.slug} ${ink.faint(made.id)}`]
    }
  }
  if (verb === 'plan' && first !== undefined && second !== undefined && words.length === 2) {
    return async tenants => {
      const { slug } = await tenants.setPlan(first, second)
      return [`${ink.good('gave')} ${slug} the plan ${second}`]
    }
  }
  throw misused('Say `plinth tenants list`, create, plan or domain, with the tenant.')
}

function domainWork([verb, tenant, domain, more]: readonly string[]): Work {
  if (tenant === undefined || more !== undefined) throw misused('Say `plinth tenants domain add ACME shop.acme.com`.')
  if (verb === 'list' && domain === undefined) {
    return async tenants =>
      (await tenants.domains(tenant)).map(each => `${each.domain} ${each.verified ? ink.good('verified') : each.token}`)
  }
  if (domain === undefined) throw misused('Name the domain: `plinth tenants domain add ACME shop.acme.com`.')
  if (verb === 'add') {
    return async tenants => {
      const { token, ...added } = await tenants.addDomain(tenant, domain)
      return [
        `Set this TXT record, then run \`plinth tenants domain verify ${tenant} ${added.domain}\`:`,
        `_plinth.${added.domain} ${ink.strong(token)}`,
      ]
    }
  }
  if (verb === 'verify') {
    return async tenants => [`${ink.good('verified')} ${(await tenants.verifyDomain(tenant, domain)).domain}`]
  }
  if (verb !== 'remove') throw misused('A domain is added, verified, removed or listed.')
  return async tenants => {
    await tenants.removeDomain(tenant, domain)
    return [`${ink.good('removed')} ${domain}`]
  }
}

async function list(tenants: Registry): Promise<string[]> {
  const all = await tenants.list()
  const width = Math.max(0, ...all.map(({ slug }) => slug?.length ?? 0))
  const lines = all.map(({ id, slug, name, plan, members }) =>
    [(slug ?? '').padEnd(width), id, `${members} members`, plan, name].filter(word => word !== null).join('  '),
  )
  return lines.length === 0 ? ['There are no tenants.'] : lines
}

function misused(problem: string): PlinthError {
  return commandErrors.COMMAND_MISUSED({ verb: 'tenants', problem })
}
