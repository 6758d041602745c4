import ky from 'ky'

export const client = ky.create({ prefixUrl: '/orchard/api', retry: 2 })
