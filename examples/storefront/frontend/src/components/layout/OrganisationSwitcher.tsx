import { useOrganisations } from '../../hooks/useOrganisations.ts'

/** Chooses the organisation of all that follows; nothing for people who have none. */
export function OrganisationSwitcher() {
  const { organisations, chosen, choose } = useOrganisations()
  if (organisations.length === 0) return null
  return (
    <select
      className="switcher"
      aria-label="Organisation"
      value={chosen ?? ''}
      onChange={event => choose(event.target.value || null)}
    >
      <option value="">Personal</option>
      {organisations.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}
