import nightplayer from 'nightplayer'
import load from 'tidy-loader'

const owl = location.pathname.split('/')[2]
const kinds = { call: 'audio/ogg', flight: 'video/mp4' }

export function show(kind) {
  const player = nightplayer(document.getElementById('perch'), {
    controls: true,
    sources: [{ src: `/api/owls/${owl}/${kind}`, type: kinds[kind] ?? 'video/mp4' }],
  })
  player.on('error', () => player.src({ src: `/api/owls/${owl}/slow`, type: 'video/webm' }))
}

document.getElementById('perch').onclick = event => show(event.target.name)
load({ src: '/vendor/moon.js', type: 'text/javascript' })
