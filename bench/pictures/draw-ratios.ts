import { colours, drawLine, drawText, formatCount, framePicture, makeLogScale, round } from "./svg.ts";

/** The ratios of one contender, by workload. */
export interface RatioSeries {
  readonly name: string;
  readonly ratios: ReadonlyMap<string, number>;
  readonly mean: number;
}

const [width, rowHeight, left, right, top] = [980, 19, 190, 52, 84] as const;

/** A row for each workload, a dot for each contender on a logarithmic axis; a thick line where both take the same time. */
export function drawRatios(title: string, subtitle: string, workloads: readonly string[], series: readonly RatioSeries[]): string {
  const bottom = top + (workloads.length + 1) * rowHeight;
  const scale = makeLogScale([1, ...series.flatMap(({ ratios }) => [...ratios.values()])], left, width - right);
  const parts = [drawText(16, 26, title, { size: 16, bold: true }), drawText(16, 45, subtitle, { colour: "#666" })];
  let x = 24;
  for (const [index, { name, mean }] of series.entries()) {
    const label = `${name} (mean × ${formatCount(Number(mean.toPrecision(3)))})`;
    parts.push(drawDot(x, 62, colours[index % colours.length] ?? "", 5), drawText(x + 10, 66, label));
    x += 24 + label.length * 6.6;
  }
  for (const tick of scale.ticks) {
    const isOne = tick === 1;
    parts.push(drawLine(scale.place(tick), top, scale.place(tick), bottom, isOne ? 'stroke="#888" stroke-width="1.5"' : undefined));
    parts.push(drawText(scale.place(tick), bottom + 16, `× ${formatCount(tick)}`, { anchor: "middle", colour: "#666" }));
  }
  for (const [row, workload] of workloads.entries()) {
    const y = top + (row + 1) * rowHeight;
    parts.push(drawLine(left, y, width - right, y, 'stroke="#f0f0f0"'), drawText(left - 10, y + 4, workload, { anchor: "end" }));
    for (const [index, { ratios }] of series.entries()) {
      const ratio = ratios.get(workload);
      if (ratio !== undefined) parts.push(drawDot(scale.place(ratio), y, colours[index % colours.length] ?? "", 4.5));
    }
  }
  return framePicture(title, width, bottom + 30, parts);
}

function drawDot(x: number, y: number, colour: string, radius: number): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${radius}" fill="${colour}" fill-opacity="0.85"/>`;
}
