import type { DataProvider } from '@refinedev/core'
import { axiosInstance } from '@refinedev/simple-rest'

type Verb = 'get' | 'post'

export const provider = (url: string, client = axiosInstance): Partial<DataProvider> => ({
  getList: async ({ resource, pagination, sorters, filters, meta }) => {
    const params: Record<string, unknown> = meta?.words ?? {}
    if (pagination && pagination.mode === 'server') {
      params.take = pagination.pageSize ?? 10
      params.skip = ((pagination.current ?? 1) - 1) * (pagination.pageSize ?? 10)
    }
    if (sorters && sorters.length > 0) params.order = sorters.map(({ field, order }) => `${field}:${order}`).join()
    filters?.forEach(one => {
      if ('field' in one && one.value) params[one.field] = one.value
    })
    const { data } = await client[(meta?.method as Verb) ?? 'get'](`${url}/${resource}`, { params })
    return { data: data.rows, total: data.count }
  },
  getOne: async ({ resource, id }) => ({ data: (await client.get(`${url}/${resource}/${id}`)).data }),
  create: async ({ resource, variables }) => ({ data: (await client.post(`${url}/${resource}`, variables)).data }),
  update: async ({ resource, id, variables }) => ({
    data: (await client.patch(`${url}/${resource}/${id}`, variables)).data,
  }),
  deleteOne: async ({ resource, id }) => ({ data: (await client.delete(`${url}/${resource}/${id}`)).data }),
})
