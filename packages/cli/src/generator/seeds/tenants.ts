/** A tenant of the demo data. */
export interface DemoTenant {
  readonly slug: string
  readonly name: string
  /** Places in the list of logins. */
  readonly members: number[]
}

/** Two, so that there is something to choose; everybody is in both. */
export function demoTenants(logins: number): DemoTenant[] {
  const members = Array.from({ length: logins }, (_, n) => n)
  return [
    { slug: 'harbour', name: 'Harbour & Sons', members },
    { slug: 'northwind', name: 'Northwind Studio', members },
  ]
}
