import { useTable } from '@refinedev/antd'
import { useList } from '@refinedev/core'

export const BerthList = () => {
  const { tableProps } = useTable({
    meta: { words: { withGuests: true } },
    pagination: { mode: 'server', pageSize: 20 },
    sorters: { mode: 'server', initial: [{ field: 'pier', order: 'asc' }] },
    filters: { initial: [{ field: 'free', operator: 'eq', value: true }] },
  })
  const piers = useList({ resource: 'pier', pagination: { mode: 'off' } })
  return (
    <>
      {tableProps.dataSource?.map(berth => (
        <p key={berth.id}>{berth.pier}</p>
      ))}
      <b>{piers.result.data.length}</b>
    </>
  )
}
