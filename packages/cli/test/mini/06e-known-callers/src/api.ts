type Section = 'motions' | 'minutes' | 'members'

async function load(section: string, suffix: string) {
  const res = await fetch(`/api/${section}${suffix}`)
  return res.json()
}

function byYear(section: string, year: number) {
  return load(section, `/years/${year}`)
}

export const archive = (section: string) => byYear(section, new Date().getFullYear() - 1)

export const list = (section: Section) => load(section, '')

export function vote(motion: string, verdict: 'for' | 'against' | 'abstain') {
  return fetch(`/api/motions/${motion}/votes/${verdict}`, { method: 'PUT' })
}
