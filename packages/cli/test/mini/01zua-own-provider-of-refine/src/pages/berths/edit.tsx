import { Edit, useForm } from '@refinedev/antd'
import { Form, Input } from 'antd'
import { useEffect, useState } from 'react'

export const BerthEdit = () => {
  const { formProps, saveButtonProps } = useForm()
  const [more, setMore] = useState<{ key: string }[]>([])
  useEffect(() => {
    fetch('/marina/more')
      .then(answer => answer.json())
      .then(setMore)
  }, [])
  const send = formProps.onFinish
  formProps.onFinish = values => send?.({ checked: true, ...values })
  return (
    <Edit saveButtonProps={saveButtonProps}>
      <Form {...formProps}>
        <Form.Item name="pier">
          <Input />
        </Form.Item>
        {more.map(one => (
          <Form.Item key={one.key} name={['more', one.key]}>
            <Input />
          </Form.Item>
        ))}
      </Form>
    </Edit>
  )
}
