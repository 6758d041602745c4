export const useClinic = () => {
  const { public: { apiBase } } = useRuntimeConfig()

  const call = $fetch.create({ baseURL: apiBase })

  return {
    book: (slot: string, note: string) =>
      call('/appointments', { method: 'POST', body: { slot, note } }),
    cancel: (id: number) => call(`/appointments/${id}`, { method: 'delete' }),
  }
}
