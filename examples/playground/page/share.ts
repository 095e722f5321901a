/** The state of the page as a fragment of its address: JSON, deflated, in base64url. */
import { type PageState, readState } from "./state.ts";

/** Longer addresses are cut by programs through which people send them; characters. */
const longestFragment = 32_000;
/** A short fragment can unfold to very much; bytes. */
const largestState = 1_000_000;
const prefix = "#policy=";

/** The fragment for a state, or undefined where it would be too long. */
export async function writeFragment(state: PageState): Promise<string | undefined> {
  const text = new TextEncoder().encode(JSON.stringify(state));
  const bytes = await pipe(text, new CompressionStream("deflate-raw"), Number.POSITIVE_INFINITY);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const fragment = prefix + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return fragment.length > longestFragment ? undefined : fragment;
}

/** The state that a fragment holds; undefined for any other fragment. Throws where it claims to hold one that cannot be read. */
export async function readFragment(fragment: string): Promise<PageState | undefined> {
  if (!fragment.startsWith(prefix)) return undefined;
  if (fragment.length > longestFragment) throw new Error("the link is too long");
  const binary = atob(fragment.slice(prefix.length).replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const text = new TextDecoder().decode(await pipe(bytes, new DecompressionStream("deflate-raw"), largestState));
  const state = readState(JSON.parse(text));
  if (state === undefined) throw new Error("the link holds no policy");
  return state;
}

async function pipe(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
  maximalBytes: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  for (let part = await reader.read(); part.value !== undefined; part = await reader.read()) {
    parts.push(part.value);
    length += part.value.length;
    if (length > maximalBytes) {
      await reader.cancel();
      throw new Error("the link holds too much");
    }
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
