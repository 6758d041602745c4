import { module } from 'plinth'
import createImport from './create-import.ts'
import deleteImport from './delete-import.ts'
import getImport from './get-import.ts'

/** Asked for by the frontend and not written yet. */
export const imports = module('imports', {
  actions: [createImport, getImport, deleteImport],
})
