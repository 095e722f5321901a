import { setOwn } from "../values/object-builder.ts";
import type { PlainObject, Value } from "../values/value.ts";
import { isPlainObject } from "./merge-documents.ts";

/** An object of the builder's own. */
interface OpenObject {
  [key: string]: Value;
}

/**
 * Makes one document of many, each at its place. What is inserted is never changed: an object is copied when the first other document meets it, and once only,
 * so that many small documents take no longer than one large one.
 */
export class DocumentBuilder {
  private readonly root: OpenObject = {};
  private readonly owned = new WeakSet<object>([this.root]);

  /** Merges a document into what stands at a path; false where both have a value at one place and not both are objects, or the root would be no object. */
  insert(path: readonly string[], document: Value): boolean {
    if (path.length === 0) return isPlainObject(document) && this.merge(this.root, document);
    let folder = this.root;
    for (const key of path.slice(0, -1)) {
      if (!Object.hasOwn(folder, key)) setOwn(folder, key, {});
      const inner = this.open(folder, key);
      if (inner === undefined) return false;
      folder = inner;
    }
    const last: OpenObject = {};
    setOwn(last, path.at(-1) as string, document);
    return this.merge(folder, last);
  }

  /** All of it. Later insertions would change it. */
  finish(): PlainObject {
    return this.root;
  }

  /** Keeps its own stack: documents may be nested deeper than calls. */
  private merge(target: OpenObject, added: PlainObject): boolean {
    const open: (readonly [OpenObject, PlainObject])[] = [[target, added]];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [left, right] = next;
      for (const key of Object.keys(right)) {
        const value = right[key] as Value;
        if (!Object.hasOwn(left, key)) {
          setOwn(left, key, value);
          continue;
        }
        const inner = isPlainObject(value) ? this.open(left, key) : undefined;
        if (inner === undefined) return false;
        open.push([inner, value as PlainObject]);
      }
    }
    return true;
  }

  /** The object at a key, as one that may be changed; undefined for what is no object. */
  private open(parent: OpenObject, key: string): OpenObject | undefined {
    const value = parent[key] as Value;
    if (!isPlainObject(value)) return undefined;
    if (this.owned.has(value)) return value as OpenObject;
    const copy: OpenObject = {};
    for (const each of Object.keys(value)) setOwn(copy, each, value[each] as Value);
    this.owned.add(copy);
    setOwn(parent, key, copy);
    return copy;
  }
}
