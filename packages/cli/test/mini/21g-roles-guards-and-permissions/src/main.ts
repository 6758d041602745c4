import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import App from './App.vue'
import SignIn from './SignIn.vue'
import Wards from './Wards.vue'
import { useSession } from './session'

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/sign-in', component: SignIn },
    { path: '/', component: Wards, meta: { roles: ['nurse', 'doctor'] } },
    { path: '/staff', component: () => import('./Staff.vue'), meta: { roles: ['admin'] } },
  ],
})

router.beforeEach(async to => {
  const session = useSession()
  if (!session.me) await session.restore()
  const roles = to.meta.roles as string[] | undefined
  if (roles && !roles.includes(session.me?.role ?? '')) return '/sign-in'
})

createApp(App).use(createPinia()).use(router).mount('#app')
