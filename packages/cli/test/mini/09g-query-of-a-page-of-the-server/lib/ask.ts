type Words = { [word: string]: string | string[] | undefined }

export function inAddress(words: Words): string {
  const said = Object.entries(words).map(([word, value]) => {
    if (Array.isArray(value)) return value.map(one => `${word}=${encodeURIComponent(one)}`).join('&')
    return value === undefined ? '' : `${word}=${encodeURIComponent(value)}`
  })
  return said.filter(one => one !== '').join('&')
}

export const ask = async (path: string, words?: string) =>
  (await fetch(`http://localhost:4100/api${path}${words ? `?${words}` : ''}`)).json()
