import { colours, drawLine, drawText, formatCount, framePicture, makeLinearScale, makeLogScale, round } from "./svg.ts";

/** One line of a picture. */
export interface CurveSeries {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Which of the colours; a pair that belongs together shares one. */
  readonly colour: number;
  readonly dashed?: boolean;
}

/** The axes: what they show, and whether powers of ten are as far apart as each other. */
export interface Axes {
  readonly x: string;
  readonly y: string;
  readonly scale: "log" | "linear";
  /** How to write values of the y axis. Default: as numbers. */
  readonly formatY?: (value: number) => string;
}

const [width, height, left, right, top, bottom] = [920, 420, 90, 230, 66, 370] as const;

/** Lines with a dot at each measured point, with the names at their right ends' side. */
export function drawCurves(title: string, axes: Axes, series: readonly CurveSeries[]): string {
  const makeScale = axes.scale === "log" ? makeLogScale : makeLinearScale;
  const points = series.flatMap((one) => one.points);
  const x = makeScale(
    points.map(([value]) => value),
    left,
    width - right,
  );
  const y = makeScale(
    points.map(([, value]) => value),
    bottom,
    top,
  );
  const formatY = axes.formatY ?? formatCount;
  const parts = [drawText(16, 26, title, { size: 16, bold: true }), drawText(16, 48, axes.y, { colour: "#666" })];
  for (const tick of y.ticks) {
    parts.push(drawLine(left, y.place(tick), width - right, y.place(tick)));
    parts.push(drawText(left - 8, y.place(tick) + 4, formatY(tick), { anchor: "end", colour: "#666" }));
  }
  for (const tick of x.ticks) {
    parts.push(drawLine(x.place(tick), top, x.place(tick), bottom));
    parts.push(drawText(x.place(tick), bottom + 18, formatCount(tick), { anchor: "middle", colour: "#666" }));
  }
  parts.push(drawText((left + width - right) / 2, bottom + 40, axes.x, { anchor: "middle", colour: "#666" }));
  for (const [row, { name, points: own, colour, dashed = false }] of series.entries()) {
    const paint = `stroke="${colours[colour % colours.length]}" stroke-width="2"${dashed ? ' stroke-dasharray="5 4"' : ""}`;
    const places = own.map(([first, second]) => `${round(x.place(first))},${round(y.place(second))}`);
    parts.push(`<polyline points="${places.join(" ")}" fill="none" ${paint}/>`);
    for (const place of places) {
      const [cx, cy] = place.split(",");
      parts.push(
        `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${dashed ? "#fff" : colours[colour % colours.length]}" ${paint.split(" stroke-dash")[0]}/>`,
      );
    }
    const legend = top + 10 + row * 20;
    parts.push(drawLine(width - right + 18, legend, width - right + 46, legend, paint), drawText(width - right + 54, legend + 4, name));
  }
  return framePicture(title, width, height, parts);
}
