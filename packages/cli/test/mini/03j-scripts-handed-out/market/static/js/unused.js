fetch('/market/never', { method: 'POST' })
