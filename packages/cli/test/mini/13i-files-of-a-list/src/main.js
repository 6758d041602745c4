const input = document.querySelector('input')

input.addEventListener('change', () => {
  const leaves = new Array(...input.files)
  if (!leaves.some(leaf => leaf.type.startsWith('image/'))) return
  const form = new FormData()
  leaves.forEach(leaf => form.append('leaf', leaf))
  for (const place of Array('shelf', 'drawer')) fetch(`/api/${place}/leaves`, { method: 'POST', body: form })
})
