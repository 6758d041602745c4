import { create } from 'filepond'
import { createApp } from 'vue'
import Plans from './Plans.vue'

createApp(Plans).mount('#app')

create(document.querySelector('#stamp'), {
  name: 'stamp',
  server: { url: '/api', process: '/stamps', revert: null, load: '/stamps/' },
})
