import { createResource, For } from 'solid-js'
import { render } from 'solid-js/web'

// a map key of somebody else, no session of ours
const SKY_TOKEN = 'pk.public'
const sky = () => fetch(`https://sky.example.com/v1/now?access_token=${SKY_TOKEN}`).then(r => r.json())

const [stars] = createResource(() => fetch('/api/stars').then(r => r.json()))
const [now] = createResource(sky)

function App() {
  const theme = localStorage.getItem('theme') ?? 'dark'
  return (
    <main class={theme}>
      <h1>{now()?.constellation}</h1>
      <For each={stars()}>{s => <p>{s.name} by {s.author.username}</p>}</For>
    </main>
  )
}

render(App, document.getElementById('root'))
