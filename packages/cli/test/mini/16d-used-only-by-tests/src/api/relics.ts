import { send } from './send'

export const relics = () => send('GET', '/relics')
export const move = (id: number, room: string) => send('PATCH', `/relics/${id}`, { room })
// the test is its only caller
export const purge = () => send('DELETE', '/relics')
