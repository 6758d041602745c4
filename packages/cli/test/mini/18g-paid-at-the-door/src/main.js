document.querySelector('form').addEventListener('submit', () =>
  fetch('/api/orders', {
    method: 'POST',
    body: JSON.stringify({ pizza: document.querySelector('select').value, paymentMethod: 'cash' }),
  }),
)
