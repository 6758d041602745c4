import { DeleteButton, useTable } from '@refinedev/antd'
import { useCustom, useUpdate } from '@refinedev/core'

export const LampList = () => {
  const { tableProps } = useTable({ sorters: { initial: [{ field: 'street', order: 'asc' }] } })
  const { data: oil } = useCustom({ url: '/town/oil', method: 'get', config: { query: { month: 'May' } } })
  const { mutate: light } = useUpdate()
  return (
    <>
      {tableProps.dataSource?.map(lamp => (
        <p key={lamp.id}>
          {lamp.street}
          <button onClick={() => light({ resource: 'fires', id: lamp.id, values: { burning: true } })}>Light</button>
          <DeleteButton recordItemId={lamp.id} />
        </p>
      ))}
      <b>{oil?.data.litres}</b>
    </>
  )
}
