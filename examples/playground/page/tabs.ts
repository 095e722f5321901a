/** Makes the tabs of a list work as ARIA describes it: one is chosen, arrows go to the next, and each shows its panel. */
export function makeTabs(list: HTMLElement): void {
  const tabs = [...list.querySelectorAll<HTMLElement>('[role="tab"]')];
  const choose = (chosen: HTMLElement): void => {
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel === null) continue;
      panel.hidden = tab !== chosen;
      // What a panel holds may be longer than it is, and have nothing that takes the focus.
      panel.tabIndex = 0;
    }
  };
  for (const tab of tabs) tab.addEventListener("click", () => choose(tab));
  list.addEventListener("keydown", (event) => {
    const at = tabs.findIndex((tab) => tab.tabIndex === 0);
    const tab = tabs[nextIndex(event.key, at, tabs.length) ?? -1];
    if (tab === undefined) return;
    event.preventDefault();
    choose(tab);
    tab.focus();
  });
  if (tabs[0] !== undefined) choose(tabs[0]);
}

function nextIndex(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return (at + 1) % count;
    case "ArrowLeft":
      return (at + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
