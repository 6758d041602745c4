import { SWRConfig } from 'swr'

const fetcher = (path, init) => fetch(`/api/v1${path}`, init).then(res => res.json())

export default function App({ Component, pageProps }) {
  return (
    <SWRConfig value={{ fetcher, revalidateOnFocus: false }}>
      <Component {...pageProps} />
    </SWRConfig>
  )
}
