/** Names that are in use, and new ones that are not. @module */

/** The names of one kind of thing in a graph: its values, or its nodes. */
export class Names {
  readonly #used = new Set<string>();
  /** The last number given to a name, so that the thousandth of a kind does not try a thousand names. */
  readonly #suffixes = new Map<string, number>();

  has(name: string): boolean {
    return this.#used.has(name);
  }

  add(name: string): void {
    this.#used.add(name);
  }

  delete(name: string): void {
    this.#used.delete(name);
  }

  /**
   * Takes exactly this name.
   *
   * @throws RangeError if it is empty or in use
   */
  claim(where: string, name: string): string {
    if (name === "") throw new RangeError(`${where}: a name is needed, but it is empty.`);
    if (this.has(name)) throw new RangeError(`${where}: "${name}" is in use already. Choose another name.`);
    this.add(name);
    return name;
  }

  /** Takes this name, or where it is in use `name_2`, `name_3` … */
  unique(name: string): string {
    let free = name;
    let suffix = this.#suffixes.get(name) ?? 1;
    while (this.has(free)) free = `${name}_${++suffix}`;
    this.#suffixes.set(name, suffix);
    this.add(free);
    return free;
  }
}
