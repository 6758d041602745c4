import { module } from 'plinth'
import { follows } from '../../schema.ts'
import follow from './follow.ts'
import profilesResource from './profiles.ts'

/** Profiles. */
export const profiles = module('profiles', {
  tables: [follows],
  resources: [profilesResource],
  actions: [...follow],
})
