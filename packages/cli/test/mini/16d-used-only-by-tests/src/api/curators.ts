import { send } from './send'

export const all = () => send('GET', '/curators')
export const praise = (id: number) => send('POST', `/curators/${id}/praise`, { words: 'well done' })
