import type { FuzzCase } from "./target.ts";

/** Takes out what is not needed, piece by piece, while `isSame` holds; in at most `attempts` trials. */
export async function minimise(start: FuzzCase, isSame: (smaller: FuzzCase) => Promise<boolean>, attempts: number): Promise<FuzzCase> {
  let smallest = start;
  let left = attempts;
  for (let progress = true; progress && left > 0; ) {
    progress = false;
    for (const name of Object.keys(smallest.texts)) {
      for (const size of pieceSizes(smallest.texts[name]?.length ?? 0)) {
        for (let at = 0; at < (smallest.texts[name] ?? "").length && left > 0; left--) {
          const smaller = withoutPiece(smallest, name, at, size);
          if (await isSame(smaller)) {
            smallest = smaller;
            progress = true;
          } else at += size;
        }
      }
    }
  }
  return smallest;
}

/** Halves, quarters and so on, down to single characters. */
function pieceSizes(length: number): readonly number[] {
  const sizes: number[] = [];
  for (let size = Math.ceil(length / 2); size > 1; size = Math.ceil(size / 2)) sizes.push(size);
  return [...sizes, 1];
}

function withoutPiece({ texts, regoVersion }: FuzzCase, name: string, at: number, size: number): FuzzCase {
  const text = texts[name] ?? "";
  return { texts: { ...texts, [name]: text.slice(0, at) + text.slice(at + size) }, regoVersion };
}
