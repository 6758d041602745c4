import { module } from 'plinth'
import listOrganisations from './list-organisations.ts'

/** Asked for by the frontend and not written yet. */
export const organisations = module('organisations', {
  actions: [listOrganisations],
})
