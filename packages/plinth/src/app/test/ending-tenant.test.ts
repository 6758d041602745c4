import { afterAll, beforeAll, expect, test } from 'vitest'
import { newProject, type Project, type Running } from './project.ts'

let project: Project
beforeAll(() => {
  project = newProject('desk')
})
afterAll(() => project?.remove())

const started = async (): Promise<Running> => {
  const running = project.start('--port', '0')
  await running.ready()
  return running
}
const stop = async (running: Running, signal: 'SIGINT' | 'SIGKILL'): Promise<void> => {
  process.kill(running.pid, signal)
  await running.ended()
}
const left = async (): Promise<number> => {
  const [row] = await project.query<{ n: number }>(
    `select count(*)::int as n from notes where tenant_id = (select id from plinth.tenants where slug = 'gone')`,
  )
  return row?.n ?? 0
}

test('a tenant that is over is removed to the end, though the process is killed in the middle', async () => {
  await stop(await started(), 'SIGINT')
  const first = await started()
  await project.query(`
    insert into plinth.tenants (slug, name) values ('gone', 'Gone'), ('kept', 'Kept');
    insert into notes (tenant_id, label) select t.id, 'n' from plinth.tenants t, generate_series(1, 12000);
    create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(0.1); return null; end $$;
    create trigger slow after delete on notes execute function slow();
    update plinth.tenants set ends_at = now() where slug = 'gone'`)
  await stop(first, 'SIGKILL')

  const second = await started()
  await expect.poll(left, { interval: 20, timeout: 10_000 }).toBeLessThan(12_000)
  await stop(second, 'SIGKILL')
  expect(await project.query(`select from plinth.tenants where slug = 'gone'`)).toHaveLength(1)
  const between = await left()
  expect(between).toBeGreaterThan(0)
  expect(between % 1000).toBe(0)

  const third = await started()
  await expect
    .poll(() => project.query(`select slug from plinth.tenants`), { timeout: 15_000 })
    .toEqual([{ slug: 'kept' }])
  expect(await project.query('select count(*)::int as n from notes')).toEqual([{ n: 12_000 }])
  await stop(third, 'SIGINT')
}, 60_000)
