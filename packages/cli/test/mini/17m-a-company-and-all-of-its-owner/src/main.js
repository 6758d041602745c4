const form = document.querySelector('form')

form.addEventListener('submit', event => {
  event.preventDefault()
  const said = name => form.elements[name].value
  fetch('/api/companies/register', {
    method: 'POST',
    body: JSON.stringify({
      companyName: said('company'),
      email: said('email'),
      phone: said('phone'),
      ownerName: said('owner'),
      ownerEmail: said('ownerEmail'),
      ownerPhone: said('ownerPhone'),
      password: said('password'),
      confirmPassword: said('again'),
    }),
  })
})
