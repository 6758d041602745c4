import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { addressReader, isLocal } from '../request/address.ts'
import { isPublicAddress, limitKey } from '../request/ip.ts'
import { readTrust, refuseOpen } from '../request/trust.ts'

function from(remoteAddress: string, forwarded?: string, others: Record<string, string> = {}): IncomingMessage {
  const headers = forwarded === undefined ? others : { ...others, 'x-forwarded-for': forwarded }
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage
}

test.each([
  ['-1', /Write networks/],
  ['11', /typing error/],
  ['true', /Write networks/],
  ['loopback', /Write networks/],
  ['*', /Write networks/],
  ['1.5', /Write networks/],
  ['10.0.0/8', /Write networks/],
  ['10.0.0.0/8,', /Write networks/],
  ['10.0.0.0/', /Write networks/],
  ['10.0.0.0/8/8', /Write networks/],
  ['010.0.0.1', /Write networks/],
  ['1, 10.0.0.0/8', /cannot both hold/],
  ['10.0.0.0/8, 2', /cannot both hold/],
  ['10.0.0.0/33', /more than 32 bits/],
  ['::1/129', /more than 128 bits/],
  ['0.0.0.0/0', /are clients/],
  ['::/0', /are clients/],
  ['0.0.0.0/1, 128.0.0.0/1', /are clients/],
  ['10.0.0.5/8', /not the first address/],
  ['172.17.0.0/12', /not the first address/],
  ['fd00::1/8', /not the first address/],
])('15.3.4 TRUST_PROXY=%s stops the start, with the mend', (value, mend) => {
  expect(() => readTrust(value)).toThrow(expect.objectContaining({ code: 'HTTP_TRUST_PROXY_INVALID' }))
  expect(() => readTrust(value)).toThrow(mend)
})

test.each([['0'], ['10'], ['127.0.0.1'], ['172.16.0.0/12'], ['104.16.0.0/13'], ['::1, fc00::/7, 2400:cb00::/32']])(
  'TRUST_PROXY=%s is clear',
  value => {
    expect(() => readTrust(value)).not.toThrow()
  },
)

test.each([
  ['nobody is trusted by default', undefined, '10.0.0.1', '9.9.9.9', '10.0.0.1'],
  ['one hop takes the last entry, which the proxy wrote', '1', '10.0.0.1', '6.6.6.6, 9.9.9.9', '9.9.9.9'],
  ['two hops take the one before', '2', '10.0.0.1', '6.6.6.6, 9.9.9.9, 10.0.0.2', '9.9.9.9'],
  ['more hops than entries stop at the first', '3', '10.0.0.1', '9.9.9.9', '9.9.9.9'],
  ['an entry that is no address is ignored', '1', '10.0.0.1', 'unknown', '10.0.0.1'],
  ['what is no address ends the walk', '2', '10.0.0.1', '6.6.6.6, x, 9.9.9.9', '9.9.9.9'],
  ['without the header it is the connection', '1', '10.0.0.1', undefined, '10.0.0.1'],
  ['a client that comes past the counted proxies cannot lie', '1', '8.8.8.8', '6.6.6.6', '8.8.8.8'],
  ['a connection from outside the networks is the client', '10.0.0.0/8', '8.8.8.8', '6.6.6.6', '8.8.8.8'],
  ['networks are walked from the right', '10.0.0.0/8', '10.0.0.1', '6.6.6.6, 9.9.9.9, 10.1.1.1', '9.9.9.9'],
  ['a lie to the left of the client is not reached', '10.0.0.0/8', '10.0.0.1', '10.5.5.5, 9.9.9.9', '9.9.9.9'],
  ['a public proxy can be named', '104.16.0.0/13', '104.17.1.1', '6.6.6.6, 9.9.9.9', '9.9.9.9'],
  ['IPv6 networks too', '10.0.0.0/8, fd00::/8', 'fd00::1', '2001:db8::1', '2001:db8::1'],
  ['a mapped address is the IPv4 one', undefined, '::ffff:10.0.0.1', undefined, '10.0.0.1'],
  ['also in hexadecimal', '10.0.0.0/8', '::ffff:a00:1', '::FFFF:909:909', '9.9.9.9'],
  ['a port is left out, as Azure writes it', '1', '10.0.0.1', '9.9.9.9:4711', '9.9.9.9'],
  ['and of IPv6', '1', '10.0.0.1', '[2001:db8::1]:4711', '2001:db8::1'],
  ['a zone is left out', 'fe80::/10', 'fe80::1%eth0', '9.9.9.9', '9.9.9.9'],
  ['fetch without a socket goes by the header', '1', '0.0.0.0', '9.9.9.9', '9.9.9.9'],
])('15.3.4 %s', (_, trust, connection, header, client) => {
  expect(addressReader(readTrust(trust))(from(connection, header))).toBe(client)
})

test('4.1.3 other headers that name a client are never read', () => {
  const lies = {
    forwarded: 'for=6.6.6.6',
    'x-real-ip': '6.6.6.6',
    'x-forwarded-host': 'evil.test',
    'true-client-ip': '6.6.6.6',
  }
  for (const trust of [undefined, '1', '10.0.0.0/8']) {
    expect(addressReader(readTrust(trust))(from('10.0.0.1', undefined, lies))).toBe('10.0.0.1')
  }
})

test('a header of 16 kB costs no more than one of a few entries', () => {
  const read = addressReader(readTrust('1'))
  const request = from('10.0.0.1', `${'1.1.1.1,'.repeat(2000)}9.9.9.9`)
  const began = performance.now()
  for (let time = 0; time < 1000; time++) read(request)
  expect(performance.now() - began).toBeLessThan(50)
})

const eth0 = (address: string) => ({ lo: [{ address: '127.0.0.1' }], eth0: [{ address }] }) as never

test.each([
  ['1', '203.0.113.5', '10.0.0.2'],
  ['1', '0.0.0.0', '203.0.113.5'],
  ['2', '::', '2001:db8::5'],
])('15.3.4 TRUST_PROXY=%s stops listening on %s, where clients reach %s past the proxies', (hops, host, own) => {
  expect(() => refuseOpen(readTrust(hops), host, eth0(own))).toThrow(
    expect.objectContaining({ code: 'HTTP_TRUST_PROXY_OPEN' }),
  )
})

test.each([
  ['1', '127.0.0.1', '203.0.113.5'],
  ['1', 'localhost', '203.0.113.5'],
  ['1', '0.0.0.0', '172.17.0.2'],
  ['10.0.0.0/8', '0.0.0.0', '203.0.113.5'],
  [undefined, '0.0.0.0', '203.0.113.5'],
])('TRUST_PROXY=%s may listen on %s of a machine at %s', (trust, host, own) => {
  expect(() => refuseOpen(readTrust(trust), host, eth0(own))).not.toThrow()
})

test.each([
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:0db8:0000::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['FE80::1', 'fe80:0:0:0::/64'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ['9.9.9.9', '9.9.9.9'],
])('2.4.1 %s counts as %s', (address, key) => {
  expect(limitKey(address)).toBe(key)
})

test('private, loopback and link-local addresses are not public', () => {
  const inside = [
    '10.1.1.1',
    '172.31.0.1',
    '192.168.1.1',
    '127.0.0.2',
    '169.254.1.1',
    '100.64.0.1',
    '::1',
    'fd00::1',
    'fe80::1',
  ]
  const outside = ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2001:db8::1', '::ffff:8.8.8.8']
  expect(inside.filter(isPublicAddress)).toEqual([])
  expect(outside.filter(address => !isPublicAddress(address))).toEqual([])
})

test('only a connection from this machine that no proxy forwards is local', () => {
  expect(isLocal(from('127.0.0.1'))).toBe(true)
  expect(isLocal(from('::1'))).toBe(true)
  expect(isLocal(from('127.0.0.1', '9.9.9.9'))).toBe(false)
  expect(isLocal(from('127.0.0.1', undefined, { 'x-real-ip': '9.9.9.9' }))).toBe(false)
  expect(isLocal(from('10.0.0.1'))).toBe(false)
})
