export class PetRepository extends Repository {
  constructor() {
    super('pets')
  }

  heal(id: number) {
    return $fetch(`/api/pets/${id}/healing`, { method: 'PUT', body: { cured: true } })
  }
}
