/** A value as Go's `fmt` and `text/template` see it: what its verbs do depends on its Go type. */
export type GoValue =
  | { readonly kind: "nil" }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "int"; readonly type: "int" | "int64" | "uint8"; readonly value: bigint }
  | { readonly kind: "bigInt"; readonly value: bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "string"; readonly type: "string" | "json.Number"; readonly value: string }
  | { readonly kind: "slice"; readonly items: readonly GoValue[] }
  | { readonly kind: "map" /** Keys in Go's order. */; readonly entries: ReadonlyMap<string, GoValue> };

/** The name of the Go type, as `%T` prints it. */
export function nameType(value: GoValue): string {
  switch (value.kind) {
    case "nil":
      return "<nil>";
    case "bool":
      return "bool";
    case "int":
    case "string":
      return value.type;
    case "bigInt":
      return "*big.Int";
    case "float":
      return "float64";
    case "slice":
      return "[]interface {}";
    case "map":
      return "map[string]interface {}";
    default:
      return value satisfies never;
  }
}
