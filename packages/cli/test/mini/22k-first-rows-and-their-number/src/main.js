const response = await fetch('/api/snails?page_size=20')
const { data } = await response.json()

document.querySelector('#all').textContent = `${data.total} snails`
for (const snail of data.rows) {
  const line = document.createElement('li')
  line.textContent = snail.name
  document.querySelector('#first').append(line)
}
