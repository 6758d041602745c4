import axios from 'axios'
import L from 'leaflet'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

const GEOCODER = 'https://geo.example.org/api/v1'

const track = name => navigator.sendBeacon('https://stats.example.net/api/event', name)

async function weather(lat, lon) {
  const { data } = await axios.get('https://api.meteo.example/v2/forecast', { params: { lat, lon } })
  return data
}

const places = q => fetch(`${GEOCODER}/search?q=${q}`).then(r => r.json())

let keyService = 'https://keys.example.com'

async function keys() {
  const settings = await fetch('/api/settings').then(r => r.json())
  if (settings.keyService) keyService = settings.keyService
  return fetch(`${keyService}/tokens?for=map`).then(r => r.json())
}

const sights = city => fetch(`/api/cities/${city}/sights`).then(r => r.json())

function signIn() {
  location.href =
    'https://login.example.com/oauth2/authorize?client_id=tourist&redirect_uri=' +
    encodeURIComponent(location.origin + '/welcome')
}

function Map({ city }) {
  const [list, setList] = useState([])
  useEffect(() => {
    const map = L.map('map')
    L.tileLayer('https://tiles.example.org/api/{z}/{x}/{y}.png').addTo(map)
    sights(city).then(setList)
    places(city)
    weather(52.5, 13.4)
    keys()
    track('map')
  }, [city])
  return (
    <>
      <div id="map" />
      <button onClick={signIn}>Sign in</button>
      <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="" />
      <a href="tourist://open/api/city">Open the app</a>
      <a href="mailto:api@example.com">Mail</a>
      {list.map(s => (
        <p key={s.id}>
          {s.name} <img src={s.photoUrl} alt="" />
          <img src={`http://localhost:4200${s.map}`} alt="" />
          <img src={`https://tiles.example.org${s.tile}`} alt="" />
          <button onClick={() => fetch(s.detailsUrl).then(r => r.json()).then(console.log)}>More</button>
        </p>
      ))}
    </>
  )
}

createRoot(document.getElementById('root')).render(<Map city={location.pathname.slice(1)} />)
