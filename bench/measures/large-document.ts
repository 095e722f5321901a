import { closeSync, openSync, writeSync } from "node:fs";

/** Writes a document of users of about that many bytes, the same each time; gives how many bytes it has. */
export function writeDocument(file: string, bytes: number): number {
  const target = openSync(file, "w");
  let written = writeSync(target, '{"users":{');
  for (let index = 0; written < bytes; index++) {
    const user = {
      name: `User ${index}`,
      mail: `user.${index}@example.com`,
      level: index % 7,
      score: (index % 1000) / 8,
      groups: [`group-${index % 13}`, `group-${index % 17}`],
      active: index % 3 !== 0,
      address: index % 5 === 0 ? null : { city: `city-${index % 211}`, code: `${10_000 + (index % 89_999)}` },
    };
    written += writeSync(target, `${index === 0 ? "" : ","}"user-${index}":${JSON.stringify(user)}`);
  }
  written += writeSync(target, "}}");
  closeSync(target);
  return written;
}
