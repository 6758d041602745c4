import { existsSync } from 'node:fs'

/** A program that some suites need, and the Debian package that brings it. */
export interface OutsideService {
  readonly package: string
  readonly binary: string
}

/** Everything that suites use and npm does not bring. `scripts/install-services` installs the same list. */
export const services = {
  postgresql: { package: 'postgresql', binary: '/usr/lib/postgresql/15/bin/postgres' },
  redis: { package: 'redis-server', binary: '/usr/bin/redis-server' },
  nginx: { package: 'nginx-light', binary: '/usr/sbin/nginx' },
  chromium: { package: 'chromium', binary: '/usr/bin/chromium' },
} as const satisfies Record<string, OutsideService>

/** What the test machine cannot have, with the reason. Only suites that need one of these may be skipped in CI. */
export const unavailable: Readonly<Record<string, string>> = {}

/** True when the service is installed. Suites say `describe.skipIf(!has('chromium'))('needs chromium: …')`. */
export function has(name: keyof typeof services): boolean {
  return existsSync(services[name].binary)
}
