import { defineDialect } from 'plinth'

/** The outer shape that the frontend speaks. */
export default defineDialect({
  base: '/api',
  envelope: {
    item: { $name: '$item' },
    list: { $names: '$items', $namesCount: '$total' },
    error: { errors: '$fields' },
    body: { $name: '$input' },
    session: { '...': '$user', token: '$accessToken' },
    me: { '...': '$user', token: '$accessToken' },
  },
  paging: { offset: 'offset', limit: 'limit' },
  put: 'merge',
  extra: 'drop',
  validation: { status: 422 },
  status: { delete: 204 },
  token: { scheme: 'Token' },
  paths: {
    'auth.register': 'POST /users',
    'auth.login': 'POST /users/login',
    'auth.me': 'GET /user',
    'auth.update': 'PUT /user',
  },
})
