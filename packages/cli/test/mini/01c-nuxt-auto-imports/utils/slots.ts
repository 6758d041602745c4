// picked up by the auto-import of utils/
export function freeSlots(doctor: Ref<string>, day: Ref<string>) {
  return useFetch(() => `/api/doctors/${doctor.value}/slots`, { query: { day } })
}
