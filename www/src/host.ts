/**
 * What the page may ask of the place it runs in: the shell of the sealed frame, a portal, or the
 * development page. It is a closed set; the page itself stores, sends and opens nothing.
 */
import type { NamedFile } from "./engine/api";
import type { Catalogue } from "./locale";
import type { PageData } from "./workbench/page/page";

/** A locked record in the shell's storage; nothing of its content. */
export interface KeptRecord {
  name: string;
  bytes: number;
  /** When it was kept, ms since 1970. */
  at: number;
}

export interface Host {
  /** The words of one language, from `www/locales/<language>/*.json`, merged by top-level name. */
  catalogue(language: string): Promise<Catalogue>;
  /** What comes behind the first screen; absent where the host's page holds all of it. */
  readonly workbench?: {
    /** Runs the script of the workbench, once; rejects when it does not arrive. */
    bring(): Promise<void>;
    /** Its words of one language. */
    words(language: string): Promise<Catalogue>;
  };
  /** Offers a file to the person. */
  download(name: string, type: string, data: Uint8Array | string): Promise<void>;
  /** Offers the page of one model, which the host writes: absent where it hands out no pages. */
  page?(name: string, data: PageData): Promise<void>;
  /** Puts text on the clipboard. */
  copy(text: string): Promise<void>;
  /** Prints what is shown. */
  print(): void;
  /** A line for the foot of every printed page, where the pages are the host's; it names no person. */
  paper?(line: string): void;
  /** Title of the window, language and theme around the page. */
  title(text: string): void;
  language(language: string): void;
  theme(theme: "auto" | "light" | "dark"): void;
  /** Whether a reload should ask first. */
  askBeforeLeaving(ask: boolean): void;
  /** Back and forward, where the window is the page's own; keys pressed on nothing are then the page's too. */
  readonly history?: History;
  /** Ids of the built-in examples it can give, in the order of the door. */
  readonly examples?: readonly string[];
  /** The files of a built-in example. */
  example(id: string): Promise<NamedFile[]>;
  /** Locked records that the person asked this browser to keep; absent where nothing can be kept. */
  readonly kept?: {
    keep(name: string, locked: string): Promise<void>;
    list(): Promise<KeptRecord[]>;
    /** The locked text, if it is still there. */
    give(name: string): Promise<string | undefined>;
    forget(name: string): Promise<void>;
  };
  /** Removes what the shell keeps: settings, saved blobs, the offline copy. */
  forget?(): Promise<void>;
  /** Files that were dropped on the frame's surroundings. */
  onFiles?(take: (files: NamedFile[]) => void): void;
}
