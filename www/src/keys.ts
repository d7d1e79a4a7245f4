/**
 * Single-key shortcuts: `/` finds a fact, `?` lists the keys. They never act while a person types,
 * can be switched off, and none of them removes anything (WCAG 2.1.4).
 */
import { dialogEntry } from "./registry";
import type { App } from "./state";

export function keyPressed(app: App, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !app.keys.peek()) return;
  const target = event.composedPath()[0];
  if (target instanceof HTMLElement && target.matches("input:not([type=range]), textarea, select, [contenteditable]")) return;
  if (event.key === "?" && dialogEntry("keys") !== undefined) {
    event.preventDefault();
    app.openDialog("keys");
  } else if (event.key === "/" && dialogEntry("find") !== undefined && app.assessed.peek() !== undefined) {
    event.preventDefault();
    app.openDialog("find");
  }
}

/** Moves focus among `items` with the arrow keys, Home and End. */
export function moveInList(event: KeyboardEvent, items: readonly HTMLElement[]): void {
  const at = items.findIndex((item) => item === event.composedPath()[0]);
  if (at < 0) return;
  const last = items.length - 1;
  const to =
    event.key === "ArrowDown" || event.key === "ArrowRight" ? Math.min(at + 1, last)
    : event.key === "ArrowUp" || event.key === "ArrowLeft" ? Math.max(at - 1, 0)
    : event.key === "Home" ? 0
    : event.key === "End" ? last
    : -1;
  if (to < 0) return;
  event.preventDefault();
  items[to]?.focus();
}
