import { isMap, isObject } from "../values/kind.ts";
import { sortedKeys } from "../values/object.ts";
import { compareStrings } from "../values/string-order.ts";
import type { PlainObject, Value } from "../values/value.ts";
import { bundleErrors } from "./bundle-error.ts";

/** Whether one of the roots is the place, or a place above it. `segments` are the parts of its path. */
export function rootsContain(roots: readonly string[], segments: readonly string[]): boolean {
  return roots.some((root) => contains(root.split("/"), segments));
}

function contains(root: readonly string[], segments: readonly string[]): boolean {
  if (root.length === 1 && root[0] === "") return true;
  return root.length <= segments.length && root.every((part, index) => part === segments[index]);
}

/** Throws BundleError where two of the roots of one bundle have documents in common. */
export function checkRoots(roots: readonly string[]): void {
  for (const [index, first] of roots.entries()) {
    for (const second of roots.slice(index + 1)) {
      const [left, right] = [first.split("/"), second.split("/")];
      if (contains(left, right) || contains(right, left)) throw bundleErrors.overlappingRoots(first, second);
    }
  }
}

/** Throws BundleError for documents that are in no root. Folders on the way to a root may be there. */
export function checkDataInRoots(data: PlainObject, roots: readonly string[]): void {
  checkPlace(data, "", roots);
}

function checkPlace(value: Value, path: string, roots: readonly string[]): void {
  const segments = path.split("/");
  if (rootsContain(roots, segments)) return;
  // As OPA has it, any part of the path may be the start of a root.
  const leadsToRoot = roots.some((root) => rootsContain(segments, root.split("/")));
  if (!isObject(value) || isMap(value) || !leadsToRoot) throw bundleErrors.dataOutside(roots, path);
  for (const key of sortedKeys(value) as readonly string[]) checkPlace(value[key] as Value, path === "" ? key : `${path}/${key}`, roots);
}

interface Claim {
  readonly bundle: string;
  /** With a slash at both ends: what is a text's start is then a place above. */
  readonly place: string;
}

/** Throws BundleError where the roots of bundles that are used together have documents in common. */
export function checkRootsOfBundles(bundles: ReadonlyMap<string, readonly string[]>): void {
  const claims = [...bundles]
    .flatMap(([bundle, roots]) => roots.map((root): Claim => ({ bundle, place: root === "" ? "/" : `/${root}/` })))
    .sort((left, right) => compareStrings(left.place, right.place) || compareStrings(left.bundle, right.bundle));
  const names = new Set<string>();
  const conflicts = new Set<string>();
  for (const [index, claim] of claims.entries()) {
    // Those that stand below a place come behind it.
    for (const other of claims.slice(index + 1)) {
      if (!other.place.startsWith(claim.place)) break;
      if (other.bundle === claim.bundle) continue;
      names.add(claim.bundle).add(other.bundle);
      conflicts.add(describeConflict(claim, other));
    }
  }
  if (names.size === 0) return;
  const sort = (texts: Iterable<string>): readonly string[] => [...texts].sort(compareStrings);
  const withEmptyRoots = [...bundles].filter(([, roots]) => roots.includes("")).map(([name]) => name);
  if (withEmptyRoots.length > 0) throw bundleErrors.emptyRoots(sort(names), sort(withEmptyRoots));
  throw bundleErrors.rootsInSeveral(sort(names), sort(conflicts));
}

function describeConflict(upper: Claim, lower: Claim): string {
  const [first, second] = [upper, lower].map(({ place }) => place.replace(/^\/|\/$/g, "")) as [string, string];
  return first === second ? `root ${first} is in multiple bundles` : `${first} overlaps ${second}`;
}
