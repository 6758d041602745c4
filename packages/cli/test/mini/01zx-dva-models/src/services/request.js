import fetch from 'dva/fetch'

export default (path, method = 'GET', body) =>
  fetch(`/harbour${path}`, { method, body: JSON.stringify(body) }).then(answer => answer.json())
