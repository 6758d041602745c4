import { Link } from 'react-router'
import { EmptyState } from '../components/feedback/EmptyState.tsx'
import { useTitle } from '../hooks/useTitle.ts'

/** For addresses that lead nowhere. */
export function NotFoundPage() {
  useTitle('Not found')
  return (
    <EmptyState icon="leaf" title="There is no such page">
      <Link to="/" className="button">
        Go to the shop
      </Link>
    </EmptyState>
  )
}
