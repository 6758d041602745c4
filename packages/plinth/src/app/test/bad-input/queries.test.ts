import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { faults } from './probe.ts'
import type { Asking } from './surface.ts'
import { dialects, openTarget, type Target } from './target.ts'
import { share, strangers, texts } from './values.ts'

describe.each(Object.entries(dialects))('in %s', (_, dialect) => {
  let target: Target
  let before: string[]

  beforeAll(async () => {
    target = await openTarget(dialect)
    before = await target.state()
  })
  afterEach(async () => expect(await target.state()).toEqual(before))
  afterAll(() => target?.stop())

  test('8.2.2 a hostile id finds nothing', async () => {
    const probes = target.operations
      .filter(({ path }) => !path.includes('/echo/'))
      .flatMap((operation, at) =>
        operation.params.flatMap(param =>
          share(texts, { of: operation.method === 'GET' ? 1 : 3, at })
            .filter(text => text !== '')
            .map(text => ({
              request: target.route(operation, { [param]: text }),
              ...(operation.method === 'GET' ? {} : { body: {} }),
              least: 400,
            })),
        ),
      )
    expect(await faults(target.archive, probes)).toEqual([])
  })

  /** Feeds read the words of the list that they are a part of. */
  const lists = (): Asking[] =>
    target.operations.filter(({ words, path }) => words.length > 0 && !path.endsWith('/flagged'))

  test('1.2.4 15.3.7 a hostile value of any word is refused by that name, or finds nothing of others', async () => {
    const probes = lists().flatMap(operation =>
      operation.words.flatMap((word, at) =>
        share(texts, { of: shareOf(word), at }).map(text => ({
          request: `${target.route(operation)}?${encodeURIComponent(word)}=${text}`,
          ...(operation.method === 'GET' ? {} : { body: target.body(operation) }),
          field: word.replace(/\[\w+\]$/, ''),
        })),
      ),
    )
    expect(await faults(target.archive, probes)).toEqual([])
  }, 60_000)

  /** The operators of a field share its reader, and both dialects do. */
  function shareOf(word: string): number {
    return (word.includes('[') ? 8 : 1) * (dialect.extra === 'drop' ? 4 : 1)
  }

  test('a word that is not known is refused by its name, or dropped', async () => {
    const { archive, refused, drops } = target
    // Words of an action are its own Zod's to refuse.
    const ofResources = lists().filter(({ words }) => words.includes('fields'))
    const probes = ofResources.flatMap(operation =>
      strangers.map(word => ({
        request: `${target.route(operation)}?${encodeURIComponent(word)}=x`,
        field: word,
        ...(drops ? {} : { refused }),
      })),
    )
    expect(await faults(archive, probes)).toEqual([])
  })
})
