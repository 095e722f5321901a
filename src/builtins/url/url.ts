/** A URL in the parts that Go's `net/url` has. */
export interface Url {
  /** In lower case; empty where the reference is relative. */
  readonly scheme: string;
  /** What follows the scheme where no slash does: `mailto:a@b`. Then host and path are empty. */
  readonly opaque: string;
  readonly user: UserInfo | undefined;
  /** Host and port, as they are without escapes. An IPv6 address stands in brackets. */
  readonly host: string;
  /** Escaped. */
  readonly path: string;
  /** As it was written, without the question mark. */
  readonly query: string;
  /** A question mark with nothing after it. */
  readonly emptyQuery: boolean;
  /** Escaped, without the number sign. */
  readonly fragment: string;
  /** A path of slashes after a scheme, without a host: `file:/etc`. */
  readonly withoutHost: boolean;
}

/** Name and password before the host, without escapes. */
export interface UserInfo {
  readonly name: string;
  readonly password: string | undefined;
}

/** The host without its port and without the brackets of an IPv6 address. */
export function hostNameOf({ host }: Pick<Url, "host">): string {
  const [, bracketed] = /^\[(.*)\]/s.exec(host) ?? [];
  return bracketed ?? host.replace(/:\d*$/, "");
}

/** The port as written; empty if there is none. */
export function portOf({ host }: Pick<Url, "host">): string {
  return /:(\d*)$/.exec(host)?.[1] ?? "";
}
