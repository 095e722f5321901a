import type { TraceLine } from "../engine/protocol.ts";
import { makeElement } from "./elements.ts";

/** A list of a thousand lines that is one stop of the Tab key: arrows choose a line, Enter or a click goes to its place. */
export function makeTraceList(lines: readonly TraceLine[], goTo: (line: TraceLine) => void): HTMLElement {
  const options = lines.map(({ text }, index) => {
    const option = makeElement("div", /^\S+ +(?:\| )*Fail/.test(text) ? "trace-line trace-fail" : "trace-line", text);
    option.setAttribute("role", "option");
    option.id = `trace-${index}`;
    return option;
  });
  const list = makeElement("div", "trace-lines", ...options);
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Steps");
  list.tabIndex = 0;
  let chosen = -1;
  const choose = (index: number): void => {
    const option = options[index];
    if (option === undefined) return;
    options[chosen]?.removeAttribute("aria-selected");
    chosen = index;
    option.setAttribute("aria-selected", "true");
    list.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const goToChosen = (): void => {
    const line = lines[chosen];
    if (line !== undefined) goTo(line);
  };
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -lines.length, End: lines.length }[event.key];
    if (event.key === "Enter") goToChosen();
    else if (step === undefined) return;
    else choose(Math.max(0, Math.min(lines.length - 1, chosen + step)));
    event.preventDefault();
  });
  list.addEventListener("click", ({ target }) => {
    const index = options.indexOf(target as HTMLDivElement);
    if (index < 0) return;
    choose(index);
    goToChosen();
  });
  return list;
}
