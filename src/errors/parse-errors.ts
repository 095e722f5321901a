/** OPA's name of a kind of term, as its errors write it. */
function typeName(kind: string): string {
  return kind.replaceAll("-", "");
}

export function illegalRefHead(kind: string): string {
  return `illegal ref (head cannot be ${typeName(kind)})`;
}
