import axios from 'axios'

const send = (form, address) =>
  form.addEventListener('submit', event => {
    event.preventDefault()
    const { email, password, role } = Object.fromEntries(new FormData(form))
    if (address === '/api/login') axios.post('/api/login', { email, password })
    else axios.post(address, { email, role })
  })

send(document.querySelector('#entry'), '/api/login')
send(document.querySelector('#staff'), '/api/staff')
