export default defineNuxtConfig({
  ssr: false,
  runtimeConfig: {
    public: { apiBase: '/api' },
  },
})
