import Subscribe from './subscribe'

const ORIGIN = process.env.GAZETTE_ORIGIN

const read = (country, path) => fetch(`${ORIGIN}/${country}${path}`, { cache: 'no-store' }).then(r => r.json())

export default async function Front({ params }) {
  const [stories, weather] = await Promise.all([
    read(params.country, '/stories?front=1'),
    read(params.country, '/weather'),
  ])
  return (
    <main>
      <aside>{weather.summary}</aside>
      {stories.map(s => (
        <h2 key={s.id}>{s.headline}</h2>
      ))}
      <Subscribe country={params.country} />
    </main>
  )
}
