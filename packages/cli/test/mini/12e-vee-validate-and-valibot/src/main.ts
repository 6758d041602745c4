import { number, object, safeParse } from 'valibot'
import { createApp } from 'vue'
import Enrol from './Enrol.vue'

createApp(Enrol).mount('#app')

// What passes a schema is under `output`.
const Feedback = object({ stars: number() })
document.querySelector('#stars')!.addEventListener('click', () => {
  const { success, output } = safeParse(Feedback, { stars: 5, words: 'warm' })
  if (success) fetch('/api/feedback', { method: 'POST', body: JSON.stringify(output) })
})
