/** Tells a terminal how far something is. */
export interface Progress {
  readonly advance: (name: string) => void;
  readonly end: () => void;
}

const silent: Progress = { advance: () => undefined, end: () => undefined };
/** Before that, nobody has begun to wait. */
const patienceMs = 1000;
const clearLine = "\r\u001B[K";

/** Shows a line on the standard error stream that is written over again and again. Nothing where that is no terminal. */
export function showProgress(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return silent;
  const start = performance.now();
  let done = 0;
  let isShown = false;
  return {
    advance: (name) => {
      done++;
      if (performance.now() - start < patienceMs) return;
      isShown = true;
      stream.write(`${clearLine}${done}/${total} ${name}`.slice(0, stream.columns + clearLine.length));
    },
    end: () => {
      if (isShown) stream.write(clearLine);
    },
  };
}
