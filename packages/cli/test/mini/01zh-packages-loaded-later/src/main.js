import { people } from './people'

document.querySelector('#rent').onclick = async () => {
  const { default: axios } = await import('axios')
  const http = axios.create({ baseURL: '/api' })
  const { data } = await http.post('/rentals', { hours: 2 })
  document.title = data.sledge
}

document.querySelector('#enter').onclick = async () => {
  const { auth } = await people()
  await auth.signInWithOtp({ email: prompt('Email') })
}
