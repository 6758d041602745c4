import { describe, expect, test } from 'vitest'
import type { Part, Text } from '../../../syntax/index.ts'
import { parseAddress } from '../address.ts'

/** `/users/{id}` as a text with a hole; `{7}` is a number that was passed. */
function textFrom(written: string): Text {
  const parts = written.split(/(\{\w+\})/).map((piece): Part => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1]
    if (name === undefined) return { text: piece }
    return /^\d+$/.test(name) ? { name: 'number', digits: name } : { name }
  })
  return { kind: 'text', parts }
}

function read(written: string): string {
  const address = parseAddress(textFrom(written))
  if (!address) return 'none'
  const { origin, path, pairs, unknown, glued } = address
  const query = pairs.length > 0 ? ` ?${pairs.map(({ name }) => name).join()}` : ''
  return `${origin ?? ''} ${path ?? '-'}${query}${unknown.length > 0 ? ` without ${unknown}` : ''}${glued ? ' glued' : ''}`
}

describe('takes an address apart', () => {
  test.each([
    ['mailto:me@example.org', 'none'],
    ['data:text/plain,x', 'none'],
    ['#top', 'none'],
    ['--key={name}/users', 'none'],
    ['{list},{name}/users', 'none'],
    ['{url}', ' - without url'],
    ['{base}/users', ' /users without base'],
    ['/users/{id}?page={page}&sort=name#top', ' /users/{id} ?page,sort'],
    ['/users?{first},&.&page={page}', ' /users ?page'],
    ['//cdn.test/x', '//cdn.test /x'],
    ['https://{host}/api/x', 'https://{host} /api/x'],
    ['wss://live.test:8080/ws', 'wss://live.test:8080 /ws'],
    ['users//{id}/', ' /users/{id}'],
    ['./a/../b', ' /b'],
    ['{base}/{SERVER_URL}/ping', ' /ping without base,SERVER_URL'],
    ['{base}/{base}/ping', ' /ping without base'],
    ['{base}/{owner}/ping', ' /{owner}/ping without base'],
    ['__URL_BASE__/start.json', ' /start.json without URL_BASE'],
    ['/%PUBLIC_URL%/a/{id}', ' /a/{id} without PUBLIC_URL'],
    ['/__nuxt/a', ' /__nuxt/a'],
    ['/a/{id}/b/{id}', ' /a/{id}/b/{id2}'],
    ['/a/:id/{slug}.json', ' /a/{id}/{slug}.json'],
    ['/pages/{3}', ' /pages/{number}'],
    ['/v{2}/x', ' /v2/x'],
    ['/users{suffix}', ' /users glued'],
    ['/files{filePath}', ' /files/{filePath}'],
    ['/files/{name}.{ending}', ' /files/{name}.{ending}'],
    ['/search?q=a%20b&tag%5B%5D=x', ' /search ?q,tag[]'],
  ])('%s', (written, expected) => {
    expect(read(written)).toBe(expected)
  })
})

test.each([
  [
    'the letter that an id begins with belongs to the id, where another file makes it',
    'ids.ts',
    'b',
    '/boards/{id}/cards',
  ],
  ['a letter of the same file belongs to the path', 'client.ts', 'b', '/boards/b{id}/cards'],
  ['a word of another file belongs to the path', 'paths.ts', 'board', '/boards/board{id}/cards'],
])('%s', (_name, file, letter, path) => {
  const parts: Part[] = [
    { text: '/boards/', at: { file: 'client.ts', line: 3 } },
    { text: letter, at: { file, line: 9 } },
  ]
  expect(parseAddress({ kind: 'text', parts: [...parts, { name: 'id' }, { text: '/cards' }] })?.path).toBe(path)
})

test('a number that an id made by the program begins with belongs to the id', () => {
  const parts: Part[] = [{ text: '/boards/' }, { name: 'kind', digits: '7' }, { name: 'id' }, { text: '/cards' }]
  expect(parseAddress({ kind: 'text', parts })?.path).toBe('/boards/{id}/cards')
})
