/** Gives names to types by the paths of documents: `AuthzAllow` for `authz/allow`. Different paths get different names, in the order in which they come. */
export class TypeNames {
  private readonly taken: Set<string>;

  constructor(taken: readonly string[]) {
    this.taken = new Set(taken);
  }

  /** @param ending stands behind the words of the path */
  nameOf(path: string, ending = ""): string {
    const name = `${pascalCase(path)}${ending}`;
    let chosen = name;
    for (let count = 2; this.taken.has(chosen); count++) chosen = `${name}_${count}`;
    this.taken.add(chosen);
    return chosen;
  }
}

/** What is no letter or digit divides words. No name of the language's own starts with a capital. */
function pascalCase(path: string): string {
  const words = path.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^\p{L}/u.test(name) ? name : `Document${name}`;
}
