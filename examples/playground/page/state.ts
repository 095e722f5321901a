/** What the page has that a link can carry. That requests may go out is not part of it: no link can allow that. */
export interface PageState {
  readonly policy: string;
  readonly query: string;
  readonly input: string;
  readonly data: string;
  readonly regoVersion: 0 | 1;
  readonly strict: boolean;
}

/** Checks what a link says; undefined for what is no state. */
export function readState(value: unknown): PageState | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { data, input, policy, query, regoVersion, strict } = value as Readonly<Record<string, unknown>>;
  if (typeof policy !== "string" || typeof query !== "string" || typeof input !== "string" || typeof data !== "string") return undefined;
  if ((regoVersion !== 0 && regoVersion !== 1) || typeof strict !== "boolean") return undefined;
  return { policy, query, input, data, regoVersion, strict };
}
