import { Create, useForm } from '@refinedev/antd'
import { Form, Input, InputNumber } from 'antd'

export const BerthCreate = () => {
  const { form, formProps, onFinish } = useForm()
  const save = async () => {
    const values = await form.validateFields()
    await onFinish({ ...values, source: 'desk' })
  }
  return (
    <Create footerButtons={() => <button onClick={save}>Save</button>}>
      <Form {...formProps}>
        <Form.Item name={['pier']}>
          <Input />
        </Form.Item>
        <Form.Item name={['metres']}>
          <InputNumber />
        </Form.Item>
      </Form>
    </Create>
  )
}
