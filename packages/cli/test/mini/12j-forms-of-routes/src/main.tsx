import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterProvider } from 'react-router-dom'
import { action, Boat, boatLoader } from './boat'
import { Crew, crewAction } from './crew'

const router = createBrowserRouter([
  { path: '/boats/:id', element: <Boat />, action, loader: boatLoader },
  { path: '/crew', element: <Crew />, action: crewAction },
])

createRoot(document.getElementById('root')!).render(<RouterProvider router={router} />)
