/**
 * The views and dialogs there are. A view says when it has something to show; the rail lists only
 * those, so nothing is offered before it works.
 */
import type { TemplateResult } from "lit";
import type { NamedFile } from "./engine/api";
import type { App } from "./state";
import type { Workbench } from "./workbench/state";

export interface ViewEntry {
  /** Id, also the key of its name: `rail.<id>`. */
  id: string;
  /** Order in the rail; absent: not in the rail. */
  rail?: number;
  /** The view of the rail that it belongs to, for one that is reached from there. */
  within?: string;
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

/** Takes a dropped file before the engine does: a locked record, a large table. */
export interface Opener {
  takes(file: NamedFile): Promise<boolean>;
  open(app: App, file: NamedFile): Promise<void>;
}

const openers: Opener[] = [];

export function defineOpener(opener: Opener): void {
  openers.push(opener);
}

/** The opener that takes `file`, if one does. */
export async function openerOf(file: NamedFile): Promise<Opener | undefined> {
  for (const opener of openers) if (await opener.takes(file)) return opener;
  return undefined;
}

let makeWorkbench: ((app: App) => Workbench) | undefined;

/** Says how the workbench's state is made: its script does, which may come behind the first screen. */
export function defineWorkbench(make: (app: App) => Workbench): void {
  makeWorkbench = make;
}

/** The workbench of an application; its own views alone ask for it, which come with it. */
export function workbenchOf(app: App): Workbench {
  if (makeWorkbench === undefined) throw new Error("the workbench has not been brought");
  return makeWorkbench(app);
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
