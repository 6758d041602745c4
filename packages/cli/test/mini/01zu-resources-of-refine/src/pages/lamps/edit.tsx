import { useForm } from '@refinedev/antd'
import { Form, Input } from 'antd'

export const LampEdit = () => {
  const { formProps, query } = useForm()
  return (
    <Form {...formProps}>
      <h1>{query?.data?.data.street}</h1>
      <Form.Item name="street">
        <Input />
      </Form.Item>
      <Form.Item name="height">
        <Input />
      </Form.Item>
    </Form>
  )
}
