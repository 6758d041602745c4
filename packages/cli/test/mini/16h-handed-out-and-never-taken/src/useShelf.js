import { ref } from 'vue'

export const useShelf = service => {
  const rows = ref([])

  const load = async () => {
    rows.value = await service.list()
  }

  const dropAllRows = async ids => {
    await service.dropRows(ids)
    await load()
  }

  return {
    rows,
    load,
    dropAllRows,
  }
}
