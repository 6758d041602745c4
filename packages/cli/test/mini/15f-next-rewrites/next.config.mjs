/** @type {import('next').NextConfig} */
export default {
  async rewrites() {
    return [{ source: '/ponds-api/:path*', destination: 'http://localhost:5000/ponds-api/:path*' }]
  },
}
