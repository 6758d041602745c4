import { useOrganisations, useSwitchOrganisation } from '../../hooks/useOrganisations.ts'

/** Goes over to another organisation; nothing for people who have no choice. */
export function OrganisationSwitcher() {
  const { organisations, current } = useOrganisations()
  const { mutate, isPending } = useSwitchOrganisation()
  if (organisations.length < 2) return null
  return (
    <select
      className="switcher"
      aria-label="Organisation"
      value={current?.id ?? ''}
      disabled={isPending}
      onChange={event => mutate(event.target.value)}
    >
      {organisations.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}
