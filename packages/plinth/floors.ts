/** One feature folder: its floor, and the folders it may import, all on lower floors or to its left on its own. */
export interface Room {
  readonly floor: number
  readonly needs: readonly string[]
  /** Folders inside that have a face of their own, so that whoever needs the rest does not load them. */
  readonly faces?: readonly string[]
}

const ground = ['errors', 'lifecycle', 'config', 'context'] as const
const seen = [...ground, 'observability'] as const

/**
 * The ladder, bottom to top, left to right. `scripts/check-floors.ts` holds every import against it, type imports
 * included. A folder is added here when its first line is written.
 */
export const floors: Readonly<Record<string, Room>> = {
  // 0 ground: know nothing of the rest
  errors: { floor: 0, needs: [] },
  lifecycle: { floor: 0, needs: ['errors'] },
  config: { floor: 0, needs: ['errors'] },
  context: { floor: 0, needs: [] },
  // 1 language: how things are seen, allowed and said
  observability: { floor: 1, needs: [...ground] },
  access: { floor: 1, needs: ['errors', 'context'] },
  operations: { floor: 1, needs: ['errors', 'context', 'access'] },
  dialect: { floor: 1, needs: ['errors', 'config', 'operations'] },
  // 2 stores: one outside system each
  data: { floor: 2, needs: [...seen, 'operations'], faces: ['schema', 'migrations'] },
  bus: { floor: 2, needs: [...seen, 'data'] },
  mail: { floor: 2, needs: [...seen] },
  // 3 engines: keep promises over time, per tenant, per row
  tenancy: { floor: 3, needs: [...seen, 'access', 'data', 'bus'] },
  audit: { floor: 3, needs: [...seen, 'access', 'operations', 'data'] },
  outbox: { floor: 3, needs: [...seen, 'data'] },
  events: { floor: 3, needs: [...seen, 'access', 'outbox'] },
  resources: { floor: 3, needs: [...seen, 'access', 'operations', 'dialect', 'data', 'tenancy'] },
  actions: { floor: 3, needs: [...seen, 'access', 'operations', 'data', 'resources'] },
  // 4 services: combine engines and stores; each exports operations
  limits: { floor: 4, needs: [...seen, 'operations', 'data'] },
  auth: {
    floor: 4,
    needs: [
      ...seen,
      'access',
      'operations',
      'dialect',
      'data',
      'bus',
      'mail',
      'tenancy',
      'events',
      'resources',
      'limits',
    ],
  },
  tenants: {
    floor: 4,
    needs: [...seen, 'access', 'operations', 'data', 'tenancy', 'resources', 'actions', 'limits', 'auth'],
  },
  health: { floor: 4, needs: [...seen, 'operations'] },
  // 5 model: what a module is
  modules: { floor: 5, needs: [...seen, 'events', 'resources', 'actions'] },
  // 6 doors: show operations to one kind of client
  http: { floor: 6, needs: [...seen, 'access', 'operations', 'dialect', 'health', 'limits'] },
  rest: { floor: 6, needs: [...seen, 'access', 'operations', 'dialect', 'data', 'limits', 'http'] },
  // 7 roof: join, boot, stop; the command; a kit for users' tests
  app: { floor: 7, needs: ['*'] },
  commands: { floor: 7, needs: ['*'] },
  testing: { floor: 7, needs: ['*'] },
}
