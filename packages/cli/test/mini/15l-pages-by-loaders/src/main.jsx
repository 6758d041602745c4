import loadable from '@loadable/component'
import { createRoot } from 'react-dom/client'
import Loadable from 'react-loadable'

const Page = loadable(props => import(`./pages/${props.of}/${props.page}.jsx`), {
  cacheKey: props => `${props.of}-${props.page}`,
})
const Tides = loadable(() => import('./parts/tides').then(({ Tides }) => Tides))
const Weather = Loadable({ loader: () => import('./parts/weather'), loading: () => <p>…</p> })

createRoot(document.getElementById('root')).render(
  <>
    <Page of="boats" page="form" mode="hire" />
    <Page of="crews" page="list" />
    <Tides harbour="north" />
    <Weather hours={12} />
  </>,
)
