import { module } from 'plinth'
import { addresses as addressesTable } from '../../schema.ts'
import addressesResource from './addresses.ts'

/** Addresses. */
export const addresses = module('addresses', {
  tables: [addressesTable],
  resources: [addressesResource],
})
