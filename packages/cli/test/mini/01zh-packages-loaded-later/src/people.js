let started = null

// Who only looks around never loads it.
export function people() {
  started ??= import('@supabase/supabase-js').then(({ createClient }) =>
    createClient('https://sledges.supabase.co', 'anon'),
  )
  return started
}
