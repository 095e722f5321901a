import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), "utf8"));

interface LockedPackage {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly license?: string;
}

const { dependencies, devDependencies } = readJson("package.json") as Readonly<
  Record<"dependencies" | "devDependencies", Readonly<Record<string, string>>>
>;
const { packages } = readJson("package-lock.json") as { readonly packages: Readonly<Record<string, LockedPackage>> };
/** The packages of each table of docs/dependencies.md, with their licenses. */
const tables = readFileSync(join(root, "docs/dependencies.md"), "utf8")
  .split(/\n\n(?!\|)/)
  .filter((part) => part.includes("|---|"))
  .map((part) => [...part.matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)].map(([, name = "", license = ""]) => [name, license.trim()] as const));

/** Names with the licenses that the installed packages name. */
function withLicenses(names: readonly string[]): readonly (readonly [string, string])[] {
  return names.toSorted().map((name) => [name, (readJson(`node_modules/${name}/package.json`) as { readonly license: string }).license]);
}

function installedBelow(names: ReadonlySet<string>): readonly string[] {
  const found = Object.entries(packages).filter(([path, { dev, devOptional }]) => path !== "" && dev !== true && devOptional !== true);
  return found.map(([path]) => path.slice("node_modules/".length)).filter((name) => !names.has(name));
}

test("docs/dependencies.md has a row for every package, with its license", () => {
  expect(tables).toEqual([
    withLicenses(Object.keys(dependencies)),
    withLicenses(installedBelow(new Set(Object.keys(dependencies)))),
    withLicenses(Object.keys(devDependencies)),
  ]);
});

test("versions are exact", () => {
  const inexact = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  expect(inexact).toEqual([]);
});

test("nothing that users install runs a script", () => {
  const scripted = Object.entries(packages).filter(([, { dev, hasInstallScript }]) => dev !== true && hasInstallScript === true);
  expect(scripted.map(([path]) => path)).toEqual([]);
});
