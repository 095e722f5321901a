/** What all pictures share: colours, scales and texts. */

/** Told apart by colour-blind readers too, and readable on white. */
export const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#555555", "#56b4e9"] as const;

/** A position on one axis for a value. */
export interface Scale {
  readonly place: (value: number) => number;
  /** The values that get a line and a number. */
  readonly ticks: readonly number[];
}

/** A logarithmic scale from one power of ten to another, which hold all values. */
export function makeLogScale(values: readonly number[], from: number, to: number): Scale {
  const low = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  return {
    place: (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
    ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)),
  };
}

/** A scale from nothing to above all values. */
export function makeLinearScale(values: readonly number[], from: number, to: number): Scale {
  const most = Math.max(...values);
  const magnitude = 10 ** Math.floor(Math.log10(most / 4));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((size) => most / size <= 6) ?? most;
  const count = Math.ceil(most / step);
  return {
    place: (value) => from + (value / (count * step)) * (to - from),
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
  };
}

/** A text; `anchor` says which of its ends is at the place. */
export function drawText(
  x: number,
  y: number,
  text: string,
  options: { anchor?: string; colour?: string; size?: number; bold?: boolean } = {},
) {
  const { anchor = "start", colour = "#333", size = 12, bold = false } = options;
  const weight = bold ? ' font-weight="600"' : "";
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" font-size="${size}" fill="${colour}"${weight}>${escapeText(text)}</text>`;
}

export function drawLine(x1: number, y1: number, x2: number, y2: number, attributes = 'stroke="#e4e4e4"'): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" ${attributes}/>`;
}

/** The whole picture, on white; the title is what readers hear who do not see it. */
export function framePicture(title: string, width: number, height: number, parts: readonly string[]): string {
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  const font = 'font-family="system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif"';
  return `${open} ${font} role="img">\n<title>${escapeText(title)}</title>\n<rect width="${width}" height="${height}" fill="#fff"/>\n${parts.join("\n")}\n</svg>\n`;
}

/** One decimal is enough for a place. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** 1000 as 1,000, and no more digits than there are. */
export function formatCount(value: number): string {
  return value >= 1 ? value.toLocaleString("en-US", { maximumFractionDigits: 1 }) : `${Number(value.toPrecision(2))}`;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
