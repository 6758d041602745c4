import { Redirect, Route } from 'react-router-dom'

export function Guarded({ page: Page, path, open }) {
  const known = localStorage.getItem('member')
  const show = props => {
    if (!open && !known) return <Redirect to="/boats" />
    return <Page {...props} />
  }
  return <Route exact path={path} render={props => show(props)} />
}
