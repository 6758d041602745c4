import { type Part, readSlot, type Text, textOf, type Value } from '../../syntax/index.ts'

/** The addresses in `url(…)` of a style: a text, or an object of texts. */
export function addressesInStyle(style: Value): Text[] {
  return style.flatMap(atom => {
    if (atom.kind === 'text') return urlsIn(atom)
    return atom.kind === 'object' ? [...atom.slots.values()].flatMap(slot => readSlot(slot).flatMap(urlsOf)) : []
  })
}

function urlsOf(atom: Value[number]): Text[] {
  return atom.kind === 'text' ? urlsIn(atom) : []
}

function urlsIn({ parts }: Text): Text[] {
  const found: Text[] = []
  let open: Part[] | undefined
  for (const part of parts) {
    if (!('text' in part)) {
      open?.push(part)
      continue
    }
    for (const [index, piece] of part.text.split(/url\(\s*["']?/).entries()) {
      if (index > 0) open = []
      const end = /["']?\s*\)/.exec(piece)
      const written = end ? piece.slice(0, end.index) : piece
      if (open && written !== '') open.push({ ...part, text: written })
      if (open && end) {
        found.push(textOf(open))
        open = undefined
      }
    }
  }
  return found
}
