type Lift = <R>(load: { way: string; with?: Record<string, unknown>; verb?: string }) => Promise<R>

const rope =
  (anchor: string): Lift =>
  async ({ way, with: cargo, verb = cargo ? 'POST' : 'GET' }) => {
    const out = await fetch([anchor, way].join('/'), {
      method: verb,
      ...(cargo ? { body: JSON.stringify(cargo), headers: { 'Content-Type': 'application/json' } } : {}),
    })
    return out.json()
  }

export function hoist<const N extends string>(name: N) {
  const lift = rope(`/yard/${name}`)

  const pick = <R>(way: string) => lift<R>({ way })
  const place = <R>(way: string, cargo: Record<string, unknown>) => lift<R>({ way, with: cargo })
  const change = <R>(way: string, cargo: Record<string, unknown>) => lift<R>({ way, with: cargo, verb: 'PATCH' })

  return { pick, place, change, swing: (deg: number) => place('swing', { deg }) }
}
