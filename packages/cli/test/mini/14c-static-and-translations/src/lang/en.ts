export default {
  '/api/cages': 'Cages',
  hello: 'Hello from /api/hello',
}
