import { expect, it } from 'vitest'
import { call, derive, signIn } from '../../blueprint/derive/test/kit.ts'
import { modelOf } from '../emit/model.ts'
import { allowOf } from '../emit/resource/allow.ts'

it('shows a row that is only made to those who see what stands under it', () => {
  const blueprint = derive([
    ...signIn,
    call('POST /api/podcasts', { body: ['title'], reads: ['data.id'] }),
    call('GET /api/podcasts/{id}/episodes', { reads: ['data[].id', 'data[].title'] }),
  ])
  const policies = (name: string) => {
    const resource = blueprint.resources.find(one => one.name === name)
    return resource === undefined ? {} : Object.fromEntries(allowOf(resource, modelOf(blueprint)))
  }
  expect(policies('episodes').read).toBeDefined()
  expect(policies('podcasts')).toMatchObject({ read: policies('episodes').read })
})
