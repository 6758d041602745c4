import { makeGlobal } from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { makeClient } from './instance.ts'

/** axios: the shared client, and those that `axios.create` makes. */
export const axiosDetector: MakeDetector = ({ requests }) => {
  const defaults = makeGlobal('axios.defaults', {
    headers: [makeGlobal('axios.headers', { common: [makeGlobal('axios.headers.common')] })],
  })
  const axios = makeClient(requests, defaults, 'axios')
  const members = Object.fromEntries([...(axios.statics?.slots ?? [])].map(([name, slot]) => [name, slot.value]))
  return { globals: { axios: [axios] }, libraries: { axios: { ...members, default: [axios] } } }
}
