import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import Entry from './Entry.vue'
import Lessons from './Lessons.vue'
import { person } from './person.js'

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: Entry },
    { path: '/lessons', component: Lessons, meta: { requiresAuth: true, isTeacher: true } },
  ],
})

router.beforeEach(to => !to.meta.isTeacher || person.grade === '[1]')

createApp({ template: '<router-view />' }).use(router).mount('#dojo')
