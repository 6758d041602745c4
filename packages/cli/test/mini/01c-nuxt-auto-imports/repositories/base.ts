export abstract class Repository {
  constructor(protected path: string) {}

  all() {
    return $fetch(`/api/${this.path}`)
  }
}
