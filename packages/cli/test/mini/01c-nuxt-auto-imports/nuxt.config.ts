export default defineNuxtConfig({
  ssr: false,
  modules: ['@pinia/nuxt'],
  imports: { dirs: ['./repositories/**'] },
  runtimeConfig: {
    public: { apiBase: '/api' },
  },
})
