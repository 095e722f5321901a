/** A report of `rego test` or `opa test`, as far as it is the same in each run: without durations, sorted by place. */
export function normalizeReport(text: string): unknown {
  const results: readonly Result[] = JSON.parse(text);
  return results
    .map(({ duration: _, ...result }) => result)
    .sort(
      ({ location: left, name: one }, { location: right, name: other }) =>
        compare(left.file, right.file) || left.row - right.row || compare(one, other),
    );
}

/** The same for what people see: durations are blotted out. */
export function normalizeText(text: string): string {
  return text.replace(/\((?:[\d.]+(?:ns|µs|ms|s|m|h))+\)/g, "(…)").replace(/__local\d+__/g, "__local__");
}

interface Result {
  readonly location: { readonly file: string; readonly row: number };
  readonly name: string;
  readonly duration: number;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
