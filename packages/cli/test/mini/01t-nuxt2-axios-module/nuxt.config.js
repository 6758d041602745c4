export default {
  modules: ['@nuxtjs/axios'],
  axios: { prefix: '/hostel/v1/' },
  plugins: ['~/plugins/beds.js']
}
