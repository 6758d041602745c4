/** Facts by the task that saw them: a task that runs again takes its own back, and notes them anew. */
export class Ledger<Fact> {
  readonly #tasks = new Map<number, Map<string, Fact>>()
  /** What a task noted in the run before. */
  readonly #before = new Map<number, Map<string, Fact>>()
  #task = 0

  /** What is noted from now on belongs to this task. A fresh one begins with nothing. */
  enter(task: number, fresh: boolean): void {
    this.#task = task
    const facts = fresh ? this.#tasks.get(task) : undefined
    if (!facts || facts.size === 0) return
    this.#before.set(task, new Map(facts))
    facts.clear()
  }

  /** The run of a task was cut off: what it noted in the run before stays. */
  cutOff(task: number): void {
    const facts = this.#tasks.get(task) ?? new Map<string, Fact>()
    for (const [key, fact] of this.#before.get(task) ?? []) if (!facts.has(key)) facts.set(key, fact)
    this.#tasks.set(task, facts)
  }

  /** The fact that the running task noted under a key. */
  get(key: string): Fact | undefined {
    return this.#tasks.get(this.#task)?.get(key)
  }

  /** Notes a fact for the running task. */
  set(key: string, fact: Fact): void {
    const facts = this.#tasks.get(this.#task) ?? new Map<string, Fact>()
    this.#tasks.set(this.#task, facts.set(key, fact))
  }

  /** All facts with their keys, in the order in which tasks first saw something. The same key may come several times. */
  *all(): Generator<[string, Fact]> {
    for (const facts of this.#tasks.values()) yield* facts
  }
}
