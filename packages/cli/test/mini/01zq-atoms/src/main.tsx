import { useAtomValue, useSetAtom } from 'jotai'
import { createRoot } from 'react-dom/client'
import { RecoilRoot, useRecoilCallback, useRecoilValue } from 'recoil'
import { moon, moons } from './moons'
import { comets, name, planet, planets, stars } from './sky'

function Sky() {
  const call = useSetAtom(name)
  const all = useAtomValue(planets)
  return (
    <>
      {useAtomValue(stars).map(star => (
        <button key={star.id} onClick={() => call(star.id, 'Vega')}>
          {star.light}
        </button>
      ))}
      <b>{useAtomValue(planet(4)).rings}</b>
      <i>{all.state === 'hasData' && all.data.length}</i>
      {useAtomValue(comets).map(comet => comet.tail)}
    </>
  )
}

function Moons() {
  const leave = useRecoilCallback(() => async (id: number) => {
    await fetch(`/sky/moons/${id}/visits`, { method: 'POST', body: JSON.stringify({ landed: true }) })
  })
  return (
    <>
      {useRecoilValue(moons).map(one => (
        <button key={one.id} onClick={() => leave(one.id)}>
          {one.name}
        </button>
      ))}
      {useRecoilValue(moon(9)).craters}
    </>
  )
}

createRoot(document.getElementById('root')!).render(
  <RecoilRoot>
    <Sky />
    <Moons />
  </RecoilRoot>,
)
