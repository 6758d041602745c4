/** Dogs fetch sticks. */
export class Kennel {
  private fetched: string[] = []

  fetch(what: string) {
    this.fetched.push(what)
    return this
  }

  post(where: string) {
    return `${where}: ${this.fetched.length}`
  }
}
