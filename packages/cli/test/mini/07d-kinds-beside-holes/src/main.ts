const field = (id: string) => document.getElementById(id) as HTMLInputElement

// Where a lot comes from, and its number: our own have letters in front.
const show = (source: string, lot: string) => fetch(`/house/lots/${source}/${lot}`)

function chosen(isOwn: boolean) {
  if (isOwn) return { source: 'HOUSE', lot: `AH_${field('lot').value}` }
  return { source: field('source').value, lot: field('lot').value }
}

for (const id of ['own', 'all']) {
  field(id).addEventListener('click', () => {
    const { source, lot } = chosen(Math.random() > 0.5)
    show(source, lot)
  })
}

fetch('/house/lots/today/first')
