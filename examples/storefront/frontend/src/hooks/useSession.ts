import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { getMe, login, logout, register, type SignedIn } from '../api/auth.ts'
import { session } from '../api/session.ts'
import type { User } from '../types.ts'

const me = ['me']

/** Who is signed in. `user` is null when nobody is; `loading` while it is not known yet. */
export function useSession(): { user: User | null; loading: boolean; error: Error | null } {
  const signedIn = useSyncExternalStore(session.subscribe, session.accessToken) !== null
  const query = useQuery({ queryKey: me, queryFn: getMe, enabled: signedIn, staleTime: 5 * 60_000 })
  if (!signedIn) return { user: null, loading: false, error: null }
  return { user: query.data ?? null, loading: query.isPending, error: query.error }
}

/** True for those who work in the back office. */
export function isStaff(user: User | null): boolean {
  return user?.role === 'admin' || user?.role === 'manager'
}

function useSignIn<Input>(mutationFn: (input: Input) => Promise<SignedIn>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: ({ user, ...tokens }) => {
      client.setQueryData(me, user)
      session.keep(tokens)
    },
  })
}

/** Signs somebody in. */
export const useLogin = () => useSignIn(login)

/** Opens an account and signs in to it. */
export const useRegister = () => useSignIn(register)

/** Signs out. */
export const useLogout = () => useMutation({ mutationFn: logout })
