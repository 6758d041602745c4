import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { endOtherSignIns, endSignIn, listSignIns } from '../api/auth.ts'

const signIns = ['sign-ins']

/** Where the user is signed in. */
export const useSignIns = () => useQuery({ queryKey: signIns, queryFn: listSignIns })

function useSignInChange<Input>(mutationFn: (input: Input) => Promise<void>) {
  const client = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: signIns }) })
}

/** Signs out there. */
export const useEndSignIn = () => useSignInChange(endSignIn)

/** Signs out everywhere but here. */
export const useEndOtherSignIns = () => useSignInChange(() => endOtherSignIns())
