import {
  Create,
  Datagrid,
  Edit,
  List,
  NumberInput,
  ReferenceField,
  SimpleForm,
  TextField,
  TextInput,
  useRecordContext,
  useUpdate,
} from 'react-admin'

const Press = () => {
  const record = useRecordContext()
  const [update] = useUpdate()
  return <button onClick={() => update('presses', { id: record.press, data: { running: true } })}>Run</button>
}

export const Prints = () => (
  <List filters={[<TextInput source="q" alwaysOn />]}>
    <Datagrid>
      <TextField source="title" />
      <ReferenceField source="paper" reference="papers" />
      <Press />
    </Datagrid>
  </List>
)

const Fields = () => (
  <SimpleForm>
    <TextInput source="title" />
    <NumberInput source="copies" />
  </SimpleForm>
)

export const EditPrint = () => (
  <Edit>
    <Fields />
  </Edit>
)

export const NewPrint = () => (
  <Create>
    <Fields />
  </Create>
)
