import { Refine } from '@refinedev/core'
import { createRoot } from 'react-dom/client'
import { BerthCreate } from './pages/berths/create'
import { BerthEdit } from './pages/berths/edit'
import { BerthList } from './pages/berths/list'
import { provider } from './provider'

createRoot(document.getElementById('root')!).render(
  <Refine
    dataProvider={provider('/marina')}
    resources={[
      { name: 'welcome', list: '/' },
      { name: 'berth', list: '/berth', create: '/berth/add', edit: '/berth/:id', meta: { canDelete: true } },
    ]}
  >
    <BerthList />
    <BerthCreate />
    <BerthEdit />
  </Refine>,
)
