export const Settings: { BASE: string; TOKEN?: string } = { BASE: '' }
