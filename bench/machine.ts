import { cpus, loadavg } from "node:os";

/** What figures were taken on, with what else the machine did. */
export function describeMachine(): string {
  const load = loadavg()[0]?.toFixed(1) ?? "unknown";
  return `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, ${process.platform}, Node ${process.version}, load ${load}`;
}
