import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { addressReader, isLocal, limitKey } from '../request/address.ts'

function from(remoteAddress: string, forwarded?: string): IncomingMessage {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage
}

test.each([['-1'], ['11'], ['x'], ['10.0.0.0/33'], ['10.0.0/8'], ['10.0.0.0/8,'], ['::1/129'], ['1.5']])(
  'TRUST_PROXY=%s is refused',
  value => {
    expect(() => addressReader(value)).toThrow(expect.objectContaining({ code: 'HTTP_TRUST_PROXY_INVALID' }))
  },
)

test.each([
  ['nobody is trusted by default', undefined, '10.0.0.1', '9.9.9.9', '10.0.0.1'],
  ['one hop takes the last entry, which the proxy wrote', '1', '10.0.0.1', '6.6.6.6, 9.9.9.9', '9.9.9.9'],
  ['two hops take the one before', '2', '10.0.0.1', '6.6.6.6, 9.9.9.9, 10.0.0.2', '9.9.9.9'],
  ['more hops than entries stop at the first', '3', '10.0.0.1', '9.9.9.9', '9.9.9.9'],
  ['an entry that is no address is ignored', '1', '10.0.0.1', 'unknown', '10.0.0.1'],
  ['without the header it is the connection', '1', '10.0.0.1', undefined, '10.0.0.1'],
  ['a connection from outside the networks is the client', '10.0.0.0/8', '8.8.8.8', '6.6.6.6', '8.8.8.8'],
  ['networks are walked from the right', '10.0.0.0/8', '10.0.0.1', '6.6.6.6, 9.9.9.9, 10.1.1.1', '9.9.9.9'],
  ['a lie to the left of the client is not reached', '10.0.0.0/8', '10.0.0.1', '10.5.5.5, 9.9.9.9', '9.9.9.9'],
  ['IPv6 networks too', '10.0.0.0/8, fd00::/8', 'fd00::1', '2001:db8::1', '2001:db8::1'],
  ['a mapped address is the IPv4 one', undefined, '::ffff:10.0.0.1', undefined, '10.0.0.1'],
])('%s', (_, trust, connection, header, client) => {
  expect(addressReader(trust)(from(connection, header))).toBe(client)
})

test.each([
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['FE80::1', 'fe80:0:0:0::/64'],
  ['9.9.9.9', '9.9.9.9'],
])('%s counts as %s', (address, key) => {
  expect(limitKey(address)).toBe(key)
})

test('only a connection from this machine that no proxy forwards is local', () => {
  expect(isLocal(from('127.0.0.1'))).toBe(true)
  expect(isLocal(from('::1'))).toBe(true)
  expect(isLocal(from('127.0.0.1', '9.9.9.9'))).toBe(false)
  expect(isLocal(from('10.0.0.1'))).toBe(false)
})
