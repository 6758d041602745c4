import { describe, expect, it } from 'vitest'
import { nobodyActor } from '../../access/index.ts'
import { readCandidate } from '../candidate.ts'
import { isSlug, isTenantId } from '../name.ts'
import { resolveTenancy, type TenancyOptions } from '../options.ts'
import { requireTenant, settle } from '../settle.ts'

const acme = { id: '6f6f9c1e-8c1b-4f0e-9b53-0f8d1f2a3b4c', slug: 'acme' }

const code = (expected: string) => expect.objectContaining({ code: expected })

describe('settling', () => {
  it('refuses a candidate that is not the claim, by id or by slug', () => {
    for (const other of ['other', '00000000-0000-4000-8000-000000000000', 'acme2', '']) {
      expect(() => settle(acme, other)).toThrow(code('TENANT_MISMATCH'))
    }
  })

  it('refuses a candidate of a user without a tenant', () => {
    expect(() => settle(null, 'acme')).toThrow(code('TENANT_FORBIDDEN'))
  })

  it('asks for a tenant where one is needed and none is named', () => {
    expect(() => settle(null, null, true)).toThrow(code('TENANT_NEEDED'))
    expect(() => requireTenant(nobodyActor)).toThrow(code('TENANT_NEEDED'))
    expect(requireTenant({ ...nobodyActor, tenant: acme.id })).toBe(acme.id)
  })

  it('takes the claim, with or without a candidate that agrees', () => {
    for (const candidate of [null, 'acme', acme.id]) expect(settle(acme, candidate, true)).toBe(acme.id)
    expect(settle({ id: acme.id, slug: null }, acme.id)).toBe(acme.id)
    expect(settle(null, null)).toBeNull()
  })
})

describe('the candidate', () => {
  const read = (options: TenancyOptions, host: string, header?: string) =>
    readCandidate({ host, header }, resolveTenancy(options, 'example.com'))

  it('comes from the first place that names one', () => {
    const all = { from: ['token', 'header', 'subdomain'] } as const
    expect(read(all, 'acme.example.com', ' Other ')).toBe('other')
    expect(read({ from: ['subdomain', 'header'] }, 'acme.example.com', 'other')).toBe('acme')
    expect(read(all, 'acme.example.com', ' ')).toBe('acme')
    expect(read({}, 'acme.example.com')).toBeNull()
    expect(read({ from: ['token'] }, 'acme.example.com', 'acme')).toBeNull()
  })

  it.each([
    ['ACME.Example.com', 'acme'],
    ['acme.example.com:4000', 'acme'],
    ['acme.example.com.', 'acme'],
    ['a.b.example.com', 'a.b'],
    ['example.com', null],
    ['www.example.com', null],
    ['acme.example.com.evil.com', null],
    ['acmeexample.com', null],
    ['127.0.0.1:4000', null],
    ['[::1]:4000', null],
    ['', null],
  ])('of the host %s is %s', (host, expected) => {
    expect(read({ from: ['subdomain'] }, host)).toBe(expected)
  })

  it('is refused at boot when there is no domain to look under, or no such place', () => {
    expect(() => resolveTenancy({ from: ['subdomain'] })).toThrow(code('TENANCY_UNFIT'))
    expect(() => resolveTenancy({ from: ['cookie'] } as never)).toThrow(code('TENANCY_UNFIT'))
    expect(() => resolveTenancy({ form: ['token'] } as never)).toThrow('from')
  })
})

describe('names', () => {
  it('are slugs, or ids, or nothing', () => {
    for (const slug of ['a', 'acme', 'north-2', '0', 'a'.repeat(63)]) expect(isSlug(slug), slug).toBe(true)
    for (const odd of ['', '-a', 'a-', 'A', 'a.b', 'a_b', 'a b', 'é', "a'", 'a'.repeat(64), acme.id]) {
      expect(isSlug(odd), odd).toBe(false)
    }
    expect(isTenantId(acme.id)).toBe(true)
    for (const odd of ['acme', `${acme.id} `, acme.id.toUpperCase(), acme.id.replaceAll('-', '')]) {
      expect(isTenantId(odd), odd).toBe(false)
    }
  })
})
