/**
 * The views and dialogs there are. A view says when it has something to show; the rail lists only
 * those, so nothing is offered before it works.
 */
import type { TemplateResult } from "lit";
import type { App } from "./state";

export interface ViewEntry {
  /** Id, also the key of its name: `rail.<id>`. */
  id: string;
  /** Order in the rail; absent: not in the rail. */
  rail?: number;
  /** Whether it can be opened now. */
  available(app: App): boolean;
  /** A count beside its name. */
  count?(app: App): number | undefined;
  render(app: App): TemplateResult;
}

export interface DialogEntry {
  id: string;
  /** Key of its title. */
  title: string;
  /** Wide dialogs hold tables. */
  wide?: boolean;
  render(app: App, argument: string | undefined): TemplateResult;
}

const views = new Map<string, ViewEntry>();
const dialogs = new Map<string, DialogEntry>();

export function defineView(entry: ViewEntry): void {
  views.set(entry.id, entry);
}

export function defineDialog(entry: DialogEntry): void {
  dialogs.set(entry.id, entry);
}

export const viewEntry = (id: string): ViewEntry | undefined => views.get(id);
export const dialogEntry = (id: string): DialogEntry | undefined => dialogs.get(id);

/** Entries of the rail that work now, in order. */
export function railEntries(app: App): ViewEntry[] {
  return [...views.values()]
    .filter((entry) => entry.rail !== undefined && entry.available(app))
    .sort((a, b) => (a.rail ?? 0) - (b.rail ?? 0));
}
