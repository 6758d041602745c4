export async function saveAs(url: string, name: string) {
  const blob = await (await fetch(url)).blob()
  const a = document.createElement('a')
  a.href = URL.createObjectURL(blob)
  a.download = name
  a.click()
  URL.revokeObjectURL(a.href)
}

export function poll(url: string, every: number, then: (value: unknown) => void) {
  const timer = setInterval(() => fetch(url).then(r => r.json()).then(then), every)
  return () => clearInterval(timer)
}
