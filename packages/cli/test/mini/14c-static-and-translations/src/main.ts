import i18next from 'i18next'
import Backend from 'i18next-http-backend'
import { createApp } from 'vue'
import App from './App.vue'

async function start() {
  const config = await (await fetch('/config.json')).json()
  const lang = config.lang ?? navigator.language
  // the bundler serves these, with an odd ending
  const extra = await fetch(`/locales/${lang}.ts`).then(r => r.text())
  await i18next.use(Backend).init({ lng: lang, backend: { loadPath: '/locales/{{lng}}/{{ns}}.json' } })
  await import(`./lang/${lang}.ts`).catch(() => console.warn(extra.length))
  createApp(App).mount('#app')
}

start()
