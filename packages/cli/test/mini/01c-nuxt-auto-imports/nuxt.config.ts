export default defineNuxtConfig({
  ssr: false,
  modules: ['@pinia/nuxt'],
  runtimeConfig: {
    public: { apiBase: '/api' },
  },
})
