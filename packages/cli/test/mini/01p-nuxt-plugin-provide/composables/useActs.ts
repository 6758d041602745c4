interface Act {
  id: number
  name: string
  stage: string
}

export const useActs = (day: MaybeRef<string>) => {
  const { $api } = useNuxtApp()
  return useAsyncData(`acts:${unref(day)}`, () => $api<Act[]>('acts', { query: { day: unref(day) } }))
}
