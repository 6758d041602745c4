import request from '@/request'

export const order = 2

export function init(areas) {
  areas.push({ name: 'cellar', count: () => request.get('/cellar/barrels') })
}
