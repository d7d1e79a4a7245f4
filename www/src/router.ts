/**
 * Back and forward. The frame must not name addresses (a fragment would resolve against the shell's),
 * so history entries carry only a state and no URL. Without a history, in a page that is somebody else's,
 * places are only shown: back and forward stay that page's own.
 */

export interface Place {
  view: string;
  /** A fact, action or score the view should open at. */
  at?: string;
}

export class Router {
  readonly #show: (place: Place) => void;
  readonly #history: History | undefined;
  readonly #onPop = (event: PopStateEvent): void => {
    const place = placeOf(event.state);
    if (place !== undefined) this.#show(place);
  };

  constructor(show: (place: Place) => void, history?: History) {
    this.#show = show;
    this.#history = history;
  }

  start(place: Place): void {
    if (this.#history === undefined) return;
    this.#history.replaceState({ bedside: place }, "");
    addEventListener("popstate", this.#onPop);
  }

  stop(): void {
    removeEventListener("popstate", this.#onPop);
  }

  go(place: Place): void {
    this.#history?.pushState({ bedside: place }, "");
    this.#show(place);
  }

  replace(place: Place): void {
    this.#history?.replaceState({ bedside: place }, "");
    this.#show(place);
  }
}

function placeOf(state: unknown): Place | undefined {
  if (typeof state !== "object" || state === null) return undefined;
  const place = (state as { bedside?: unknown }).bedside;
  if (typeof place !== "object" || place === null) return undefined;
  const { view, at } = place as { view?: unknown; at?: unknown };
  if (typeof view !== "string") return undefined;
  return typeof at === "string" ? { view, at } : { view };
}
