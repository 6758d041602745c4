export default {
  night: '/api/nights/:date',
  frame: '/api/nights/:date/frames/:frame',
  target: '/api/targets/{name}'
}

export const fill = (pattern, values) =>
  pattern.replace(/:(\w+)/g, (_, key) => encodeURIComponent(values[key]))
