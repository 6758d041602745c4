import { test } from '@playwright/test'

test('reset', async ({ request, page }) => {
  await request.post('/api/testing/reset')
  await page.route('/api/e2e-only', r => r.abort())
})
