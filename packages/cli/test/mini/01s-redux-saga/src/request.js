const check = res => {
  if (res.status >= 200 && res.status < 300) return res.status === 204 ? null : res.json()
  const error = new Error(res.statusText)
  error.response = res
  throw error
}

export default function request(url, options) {
  return fetch(url, options).then(check)
}
