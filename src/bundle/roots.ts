import { isMap, isObject } from "../values/kind.ts";
import { sortedKeys } from "../values/object.ts";
import { compareStrings } from "../values/string-order.ts";
import type { PlainObject, Value } from "../values/value.ts";
import { bundleErrors } from "./bundle-error.ts";

/** The roots of one bundle, none of them in another. They are held in order, so that neither many roots nor many documents take long. */
export class Roots {
  readonly all: readonly string[];
  /** Their places in order. All that is below a place comes right behind it. */
  private readonly places: readonly string[];
  /** The first parts of all of them. */
  private readonly starts: ReadonlySet<string>;

  /** Throws BundleError where two of them have documents in common. */
  constructor(roots: readonly string[]) {
    this.all = roots;
    this.places = roots.map(placeOf).sort(compareStrings);
    this.starts = new Set(roots.map((root) => root.split("/", 1)[0] as string));
    if (this.places.some((place, index) => this.places[index + 1]?.startsWith(place))) throw describeOverlap(roots, this.places);
  }

  /** Whether one of the roots is the place, or a place above it. `segments` are the parts of its path. */
  contain(segments: readonly string[]): boolean {
    // No part of a root has a slash.
    const foreign = segments.findIndex((segment) => segment.includes("/"));
    return this.containPath(segments.slice(0, foreign < 0 ? undefined : foreign).join("/"));
  }

  /** The same of parts with slashes between them. */
  containPath(path: string): boolean {
    const place = placeOf(path);
    const nearest = this.places[countUpTo(this.places, place) - 1];
    return nearest !== undefined && place.startsWith(nearest);
  }

  /** Whether there may be an object for the sake of a root below it. As OPA has it, any part of the path may be the start of a root. */
  mayLieBelow(path: string): boolean {
    return this.all.length > 0 && path.split("/").some((part) => part === "" || this.starts.has(part));
  }
}

/** A path with a slash at both ends: what is a text's start is then a place above. */
function placeOf(path: string): string {
  return path === "" ? "/" : `/${path}/`;
}

/** How many of the sorted texts are not behind `limit`. */
function countUpTo(texts: readonly string[], limit: string): number {
  let [low, high] = [0, texts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareStrings(texts[middle] as string, limit) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first two roots, in the order of the manifest, that have documents in common. `places` are theirs, sorted. */
function describeOverlap(roots: readonly string[], places: readonly string[]): Error {
  const overlapping = new Set<string>();
  // The place that all up to now were below, and so those that are above the next.
  let above: string | undefined;
  for (const place of places) {
    if (above !== undefined && place.startsWith(above)) overlapping.add(above).add(place);
    else above = place;
  }
  const index = roots.findIndex((root) => overlapping.has(placeOf(root)));
  const first = roots[index] as string;
  const overlaps = (root: string): boolean => placeOf(root).startsWith(placeOf(first)) || placeOf(first).startsWith(placeOf(root));
  return bundleErrors.overlappingRoots(first, roots.slice(index + 1).find(overlaps) as string);
}

/** Throws BundleError for documents that are in no root. Folders on the way to a root may be there. */
export function checkDataInRoots(data: PlainObject, roots: Roots): void {
  // A stack of its own: documents may be nested deeper than calls.
  const open: (readonly [value: Value, path: string])[] = [[data, ""]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, path] = next;
    if (roots.containPath(path)) continue;
    if (!isObject(value) || isMap(value) || !roots.mayLieBelow(path)) throw bundleErrors.dataOutside(roots.all, path);
    for (const key of (sortedKeys(value) as readonly string[]).toReversed())
      open.push([value[key] as Value, path === "" ? key : `${path}/${key}`]);
  }
}

interface Claim {
  readonly bundle: string;
  /** With a slash at both ends: what is a text's start is then a place above. */
  readonly place: string;
}

/** Throws BundleError where the roots of bundles that are used together have documents in common. */
export function checkRootsOfBundles(bundles: ReadonlyMap<string, readonly string[]>): void {
  const claims = [...bundles]
    .flatMap(([bundle, roots]) => roots.map((root): Claim => ({ bundle, place: placeOf(root) })))
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
