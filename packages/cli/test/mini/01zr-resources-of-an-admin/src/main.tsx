import simpleRestProvider from 'ra-data-simple-rest'
import { Admin, Resource } from 'react-admin'
import { createRoot } from 'react-dom/client'
import { EditPrint, NewPrint, Prints } from './prints'

createRoot(document.getElementById('root')!).render(
  <Admin dataProvider={simpleRestProvider('/house')}>
    <Resource name="prints" list={Prints} edit={EditPrint} create={NewPrint} />
    <Resource name="papers" />
  </Admin>,
)
