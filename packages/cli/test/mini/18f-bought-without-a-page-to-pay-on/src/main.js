const buy = font =>
  fetch(`/api/fonts/${font.id}/purchase`, {
    method: 'POST',
    body: JSON.stringify({ paymentMethod: document.querySelector('select').value }),
  })

fetch('/api/fonts')
  .then(r => r.json())
  .then(fonts => fonts.forEach(font => document.querySelector('button').addEventListener('click', () => buy(font))))
