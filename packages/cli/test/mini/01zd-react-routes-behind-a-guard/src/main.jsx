import { createRoot } from 'react-dom/client'
import { BrowserRouter, Switch } from 'react-router-dom'
import { Guarded } from './guarded'
import Boats from './pages/Boats'
import Crews from './pages/Crews'
import Repairs from './pages/Repairs'

const places = [
  { path: '/boats', page: Boats, open: true },
  { path: '/crews', page: Crews, open: false },
  { path: '/repairs', page: Repairs, open: false },
]

createRoot(document.getElementById('root')).render(
  <BrowserRouter>
    <Switch>
      {places.map(place => <Guarded key={place.path} path={place.path} page={place.page} open={place.open} />)}
    </Switch>
  </BrowserRouter>,
)
