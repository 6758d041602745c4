export enum Api {
  Ships = '/api/ships',
  Berths = '/api/berths',
}

export const PATHS = {
  pilots: { list: '/api/pilots', duty: '/api/pilots/duty' },
} as const
