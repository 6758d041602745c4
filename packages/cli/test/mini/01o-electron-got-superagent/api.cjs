const got = require('got')
const request = require('superagent')

const client = got.extend({
  prefixUrl: 'http://localhost:8123/api',
  responseType: 'json',
  resolveBodyOnly: true,
})

exports.lamps = () => client('lamps', { searchParams: { on: true } })

exports.dim = (id, level) => client.put(`lamps/${id}`, { json: { level } })

exports.scene = name =>
  request
    .post('http://localhost:8123/api/scenes/' + name + '/start')
    .set('Accept', 'application/json')
    .send({ fade: 2 })
    .then(res => res.body)

exports.hello = version => got.post('http://localhost:8123/api/clients', { json: { version } }).catch(() => {})
