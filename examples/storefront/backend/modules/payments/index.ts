import { module } from 'plinth'
import checkout from './checkout.ts'

/** Asked for by the frontend and not written yet. */
export const payments = module('payments', {
  actions: [checkout],
})
