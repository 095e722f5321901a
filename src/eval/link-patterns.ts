import type { SourceText } from "../errors/source-text.ts";
import type { Pattern } from "../plan/nodes.ts";
import { equalsValues } from "../values/equals.ts";
import { isArray, isObject } from "../values/kind.ts";
import { getProperty, objectSize } from "../values/object.ts";
import type { Linker, Match } from "./closures.ts";

/** A closure that matches values against a pattern. */
export function linkPattern(linker: Linker, pattern: Pattern, source: SourceText): Match {
  switch (pattern.kind) {
    case "ignore":
      return () => true;
    case "bind": {
      const { slot } = pattern;
      return (value, _layer, frame) => {
        frame[slot] = value;
        return true;
      };
    }
    case "equals": {
      if (pattern.value.kind === "constant") {
        const { value: constant } = pattern.value;
        if (typeof constant === "string" || typeof constant === "boolean" || constant === null) return (value) => value === constant;
        return (value) => equalsValues(value, constant);
      }
      const compute = linker.value(pattern.value, source);
      return (value, layer, frame) => {
        const expected = compute(layer, frame);
        return expected !== undefined && equalsValues(value, expected);
      };
    }
    case "array": {
      const items = pattern.items.map((item) => linkPattern(linker, item, source));
      return (value, layer, frame) => {
        if (!isArray(value) || value.length !== items.length) return false;
        for (let index = 0; index < items.length; index++) {
          const item = value[index];
          if (item === undefined || !items[index]?.(item, layer, frame)) return false;
        }
        return true;
      };
    }
    case "object": {
      const entries = pattern.entries.map(([key, item]) => ({
        key: linker.value(key, source),
        match: linkPattern(linker, item, source),
      }));
      return (value, layer, frame) => {
        if (!isObject(value) || objectSize(value) !== entries.length) return false;
        for (const entry of entries) {
          const key = entry.key(layer, frame);
          const item = key === undefined ? undefined : getProperty(value, key);
          if (item === undefined || !entry.match(item, layer, frame)) return false;
        }
        return true;
      };
    }
    default:
      return pattern satisfies never;
  }
}
