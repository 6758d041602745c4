let page = 1

async function show() {
  const words = new URLSearchParams({ page: String(page) })
  const key = document.querySelector('#key').value
  if (key) words.append('key', key)
  const { stamps } = await (await fetch(`/api/stamps?${words}`)).json()
  document.querySelector('ul').append(...stamps.map(stamp => stamp.motif))
}

document.querySelector('#key').addEventListener('change', show)
document.querySelector('#more').addEventListener('click', () => {
  page += 1
  show()
})
