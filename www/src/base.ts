/**
 * The base of every view. Views render in light DOM inside the root's single shadow root, so one set
 * of styles serves them all and labels find their fields by id.
 */
import { LitElement, type PropertyValues } from "lit";
import type { App } from "./state";
import type { Locale, Args, RichArgs } from "./locale";
import { readBy, type Signal } from "./signal";

/** Asked of the root by a view that has just been placed. */
export class AppRequest extends Event {
  app: App | undefined;
  constructor() {
    super("bedside-app", { bubbles: true, composed: true });
  }
}

export abstract class View extends LitElement {
  /** The application this view belongs to; set before the first render. */
  app!: App;
  #reads = new Map<Signal<unknown>, () => void>();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    if (this.app === undefined) {
      const request = new AppRequest();
      this.dispatchEvent(request);
      if (request.app === undefined) throw new Error(`${this.localName} stands outside bedside-assess`);
      this.app = request.app;
    }
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const leave of this.#reads.values()) leave();
    this.#reads.clear();
  }

  protected override update(changed: PropertyValues): void {
    const now = readBy(() => super.update(changed));
    if (!this.isConnected) return;
    for (const [signal, leave] of this.#reads) {
      if (now.has(signal)) continue;
      leave();
      this.#reads.delete(signal);
    }
    for (const signal of now) {
      if (!this.#reads.has(signal)) this.#reads.set(signal, signal.subscribe(() => this.requestUpdate()));
    }
  }

  /** The words of the language at hand. */
  get locale(): Locale {
    return this.app.locale.value;
  }

  /** A sentence of the catalogue: `this.t("overview.drives.title", { n: 3 })`. */
  t(key: string, args?: Args): string {
    return this.locale.t(key, args);
  }

  /** A sentence whose arguments may be templates. */
  rich(key: string, args: RichArgs): unknown[] {
    return this.locale.rich(key, args);
  }

  /** A sentence that says "you" to a patient and "the patient" to a clinician: `<key>.patient`, `<key>.clinician`. */
  say(key: string, args?: Args): string {
    return this.locale.t(`${key}.${this.app.audience.value}`, args);
  }

  /** After the next render, puts the keyboard on `selector`: focus goes where the change is. */
  async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    const target = this.querySelector<HTMLElement>(selector);
    if (target === null) return;
    if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
    target.focus();
  }
}
