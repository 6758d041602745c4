const dev = {
  api: 'http://localhost:5000/dev',
  live: 'http://localhost:5000/dev/live',
}

const prod = {
  api: '/alarm/v1',
  live: '/alarm/live',
}

export default process.env.NODE_ENV === 'production' ? prod : dev
