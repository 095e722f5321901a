import { bundleErrors } from "./bundle-error.ts";

/** More folders than any file system has in a path; documents are nested as deep. */
const mostParts = 1000;

/**
 * Checks the name of an entry and gives it without what means nothing: slashes at its start and end, `.` and empty parts. One slash at the start is how
 * OPA writes names. Throws BundleError for names that lead out of the bundle, or would on another system, and for those of too
 * many folders.
 */
export function checkEntryName(name: string): string {
  if (name.includes("\0")) throw bundleErrors.foreignName(name, "has a NUL character in its name");
  if (/^[A-Za-z]:/.test(name) || name.startsWith("\\") || name.startsWith("//"))
    throw bundleErrors.foreignName(name, "has an absolute path");
  if (name.split(/[/\\]/).includes("..")) throw bundleErrors.foreignName(name, "leads out of the bundle");
  const parts = splitPath(name);
  if (parts.length > mostParts) throw bundleErrors.deepName(name, mostParts);
  return parts.join("/");
}

/** The parts of a path, without empty ones and `.`. */
export function splitPath(path: string): readonly string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

/** The last part of a path. */
export function baseName(path: string): string {
  return splitPath(path).at(-1) ?? "";
}

/** The folders by which OPA places a document: those of its path, without dots and slashes at the start. All of it are folders where it ends with a slash. */
export function foldersOf(path: string): readonly string[] {
  const folders = splitPath(path)
    .slice(0, path.endsWith("/") ? undefined : -1)
    .join("/")
    .replace(/^[/.]+/, "");
  return folders === "" ? [] : folders.split("/");
}

/** A path below a folder, as Go joins paths. */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of splitPath(`${folder}/${path}`)) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !folder.startsWith("/")) parts.push(part);
  }
  return `${folder.startsWith("/") ? "/" : ""}${parts.join("/")}`;
}
