import type { WorkloadRun } from "./measure-workload.ts";
import type { CompileRun } from "./measures/compile-run.ts";
import type { GrowthRun } from "./measures/growth-run.ts";
import type { HookRun } from "./measures/hook-run.ts";
import type { MemoryRun } from "./measures/memory-run.ts";
import type { StartRun } from "./measures/start-run.ts";
import { drawCurves } from "./pictures/draw-curves.ts";
import { drawRatios } from "./pictures/draw-ratios.ts";
import { geometricMean } from "./statistics.ts";
import { compareContender, formatRatio, formatTable, formatTime, limit, listFailures, subject } from "./workload-table.ts";

/** One part of docs/performance.md: how its figures are taken, and what they look like. */
export interface Chapter {
  readonly script: string;
  readonly args: readonly string[];
  readonly write: (run: never) => Written;
}

/** A chapter in Markdown, and its pictures by name. */
export interface Written {
  readonly text: string;
  readonly images: Readonly<Record<string, string>>;
}

/** By the name of their markers. */
export const chapters: Readonly<Record<string, Chapter>> = {
  workloads: { script: "bench/main.ts", args: ["--without", "opa bench"], write: writeWorkloads },
  growth: { script: "bench/measures/growth.ts", args: [], write: writeGrowth },
  compile: { script: "bench/measures/compile.ts", args: ["--rounds", "5"], write: writeCompile },
  memory: { script: "bench/measures/memory.ts", args: ["--evaluations", "1000000"], write: writeMemory },
  start: { script: "bench/measures/start.ts", args: ["--rounds", "21"], write: writeStart },
  hook: { script: "bench/measures/hook.ts", args: ["--rounds", "11"], write: writeHook },
};

function writeWorkloads({ machine, contenders, descriptions, missing, rounds, reports }: WorkloadRun): Written {
  const names = reports.map(({ name }) => name);
  const series = contenders.flatMap((name) => {
    const comparison = compareContender(reports, name);
    return comparison === undefined ? [] : [{ name, ...comparison }];
  });
  const peers = series.filter(({ name }) => name !== limit);
  const byHand = series.filter(({ name }) => name === limit);
  const text = [
    `${machine}; ${rounds.count} rounds of ${rounds.milliseconds} ms in turn.\n`,
    ...Object.entries(descriptions).map(([name, description]) => `- ${name}: ${description}`),
    ...missing.map((one) => `- missing: ${one}`),
    "",
    "![Ratio to each peer](pictures/peers.svg)\n",
    "![Ratio to code written by hand](pictures/by-hand.svg)\n",
    formatTable(reports, contenders),
    "\nWhat a contender could not do, or answered otherwise, and was not measured in:\n",
    ...listFailures(reports).map((failure) => `- ${failure.length > 240 ? `${failure.slice(0, 240)}…` : failure}`),
  ].join("\n");
  const images = {
    peers: drawRatios(
      "How many times longer each engine takes than rego-ts",
      "right of × 1 rego-ts is faster; one prepared query",
      names,
      peers,
    ),
    "by-hand": drawRatios("How many times longer rego-ts takes than code written by hand", "× 1 is the limit", names, byHand),
  };
  return { text, images };
}

function writeGrowth({ machine, rounds, curves }: GrowthRun): Written {
  const rows = curves.map(({ family, contender, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    const cells = points.map(({ size, median }) => `${size.toLocaleString("en-US")}: ${formatTime(median)}`);
    const ratio = `× ${formatRatio(last?.ratio ?? Number.NaN)} (±${Math.round((last?.spread ?? 0) * 100)} %)`;
    return `| ${family} | ${contender} | ${cells.join(", ")} | × ${formatRatio((last?.size ?? 0) / (first?.size ?? 1))} | ${ratio} | × ${formatRatio(last?.bestRatio ?? Number.NaN)} |`;
  });
  const draw = (title: string, x: string, families: readonly string[]): string =>
    drawCurves(
      title,
      { x, y: "time of one evaluation", scale: "log", formatY: formatTime },
      curves
        .filter(({ family }) => families.includes(family))
        .map(({ family, contender, points }) => ({
          name: `${family}, ${contender}`,
          colour: families.indexOf(family),
          dashed: contender === limit,
          points: points.map(({ size, median }) => [size, median] as const),
        })),
    );
  const rules = ["index", "index-in", "index-startswith", "index-glob", "index-argument"];
  const text = [
    `${machine}; all sizes of a family in turn, ${rounds.count} rounds of ${rounds.milliseconds} ms.`,
    "\n| family | contender | sizes | grows | time | at best |\n|---|---|---|---:|---:|---:|",
    ...rows,
    "\n![Rules](pictures/growth-rules.svg)\n\n![Users](pictures/growth-users.svg)\n\n![Records](pictures/growth-records.svg)",
  ].join("\n");
  const images = {
    "growth-rules": draw("Rules of which one matches", "rules", rules),
    "growth-users": draw("One record of the data", "users", ["user-lookup"]),
    "growth-records": draw("A grouping comprehension", "records", ["group-by"]),
  };
  return { text, images };
}

function writeCompile({ machine, opa, compilations }: CompileRun): Written {
  const names = [...new Set(compilations.flatMap(({ times }) => Object.keys(times)))];
  const rows = compilations.map(({ lines, tokens, times }) => {
    const cells = names.map((name) => {
      const time = times[name];
      return time === undefined ? "" : `${formatTime(time.median)} (× ${formatRatio(time.ratio)}, ±${Math.round(time.spread * 100)} %)`;
    });
    const seconds = (times[subject]?.median ?? Number.NaN) / 1e9;
    const rates = [lines, tokens].map((count) => Math.round(count / seconds).toLocaleString("en-US"));
    return `| ${[lines.toLocaleString("en-US"), tokens.toLocaleString("en-US"), ...cells, ...rates].join(" | ")} |`;
  });
  const header = ["lines", "tokens", ...names, "lines a second", "tokens a second"];
  const text = [
    `${machine}; opa ${opa ?? "missing"}. "× n": how many times as long as rego-ts, in process or as a process.`,
    `\n| ${header.join(" | ")} |\n| ${header.map(() => "---:").join(" | ")} |`,
    ...rows,
    "\n![Compile time](pictures/growth-compile.svg)",
  ].join("\n");
  const series = names
    .filter((name) => !name.endsWith(" check"))
    .map((name, colour) => ({
      name: name === subject ? `${name}, in process` : `${name}'s library, in process`,
      colour,
      points: compilations.flatMap(({ tokens, times }) => (times[name] === undefined ? [] : [[tokens, times[name].median / 1e6] as const])),
    }));
  const axes = { x: "tokens", y: "milliseconds to parse and compile", scale: "linear" } as const;
  return { text, images: { "growth-compile": drawCurves("A policy set as it grows", axes, series) } };
}

function writeMemory({ machine, bytes, parsed, set, ratios, evaluations, samples, growth }: MemoryRun): Written {
  const inMegabytes = (size: number): string => `${(size / 1e6).toFixed(1)} MB`;
  const text = [
    `${machine}.\n`,
    "| | |\n|---|---:|",
    `| JSON text | ${inMegabytes(bytes)} |`,
    `| heap after JSON.parse alone | ${inMegabytes(parsed)} |`,
    `| heap after JSON.parse, setData, prepare and an evaluation | ${inMegabytes(set)} |`,
    `| ratio, measured twice | ${ratios.map((ratio) => `× ${ratio.toFixed(4)}`).join(", ")} |`,
    `| growth of the heap over ${evaluations.toLocaleString("en-US")} evaluations, after the first fifth | ${(growth / 1000).toFixed(1)} kB |`,
    "\n![Heap](pictures/heap.svg)",
  ].join("\n");
  const points = samples.map(({ evaluations: count, heapUsed }) => [count, heapUsed / 1e6] as const);
  const axes = { x: "evaluations", y: "MB of heap after a collection", scale: "linear" } as const;
  return { text, images: { heap: drawCurves("The heap over many evaluations", axes, [{ name: "heap used", colour: 0, points }]) } };
}

function writeStart({ machine, rounds, processes }: StartRun): Written {
  const rows = processes.map(
    ({ name, median, more, least }) => `| ${name} | ${[median, more, least].map((time) => `${time.toFixed(1)} ms`).join(" | ")} |`,
  );
  const text = `${machine}; medians of ${rounds} rounds in turn.\n\n| process | time | more than \`node -e 0\` | at best |\n|---|---:|---:|---:|\n`;
  return { text: text + rows.join("\n"), images: {} };
}

function writeHook({ machine, rounds, results }: HookRun): Written {
  const rows = results.map(
    ({ name, whole, without, ratio, spread }) =>
      `| ${name} | ${formatTime(whole)} | ${formatTime(without)} | × ${ratio.toFixed(3)} (±${Math.round(spread * 100)} %) |`,
  );
  const mean = `| geometric mean | | | × ${geometricMean(results.map(({ ratio }) => ratio)).toFixed(3)} |`;
  const header = "| workload | rego-ts | without hook | ratio |\n|---|---:|---:|---:|";
  return {
    text: [`${machine}; ${rounds.count} rounds of ${rounds.milliseconds} ms in turn.\n`, header, ...rows, mean].join("\n"),
    images: {},
  };
}
