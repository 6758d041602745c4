import { module } from 'plinth'
import createUpload from './create-upload.ts'

/** Asked for by the frontend and not written yet. */
export const uploads = module('uploads', {
  actions: [createUpload],
})
