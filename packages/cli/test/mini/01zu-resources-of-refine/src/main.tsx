import { Refine } from '@refinedev/core'
import dataProvider from '@refinedev/simple-rest'
import { createRoot } from 'react-dom/client'
import { LampEdit } from './pages/lamps/edit'
import { LampList } from './pages/lamps/list'

const API = '/town'
const auth = {
  login: async ({ email, password }) => {
    await fetch(`${API}/login`, { method: 'POST', body: JSON.stringify({ email, password }) })
    return { success: true }
  },
}

createRoot(document.getElementById('root')!).render(
  <Refine
    dataProvider={dataProvider(API)}
    authProvider={auth}
    resources={[{ name: 'lamps', list: '/lamps', edit: '/lamps/edit/:id' }]}
  >
    <LampList />
    <LampEdit />
  </Refine>,
)
