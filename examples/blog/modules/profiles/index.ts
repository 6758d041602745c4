import { module } from 'plinth'
import { follows } from '../../schema.ts'
import follow from './follow.ts'
import profilesResource from './profiles.ts'

/** People as others see them. */
export const profiles = module('profiles', {
  tables: [follows],
  resources: [profilesResource],
  actions: [...follow],
})
