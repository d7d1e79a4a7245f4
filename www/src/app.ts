/**
 * `<bedside-assess>`: the whole page as one element. It asks nothing of the page around it: give it
 * a `client` (the engine) and a `host` (what the page may ask of its surroundings) and it starts.
 */
import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { AppRequest } from "./base";
import type { Bedside } from "./engine/api";
import { submitHere } from "./forms";
import type { Host } from "./host";
import { icon } from "./icons";
import { keyPressed } from "./keys";
import { Locale, type Language } from "./locale";
import { dialogEntry, railEntries, viewEntry } from "./registry";
import { readBy, type Signal } from "./signal";
import { App, type Notice } from "./state";

const styles = import.meta.glob<string>("./styles/*.css", { query: "?inline", import: "default", eager: true });

/** How long a message stands in full: time to read two sentences, twice. */
const NOTICE_MS = 20_000;

export class BedsideAssess extends LitElement {
  static override styles = Object.keys(styles).sort().map((name) => unsafeCSS(styles[name] ?? ""));

  /** How an element that was given nothing finds its engine and host; `bedside/element` sets it. */
  static surroundings: ((element: BedsideAssess) => Promise<{ client: Bedside; host: Host }>) | undefined;

  /** The engine. */
  client: Bedside | undefined;
  /** What the page may ask of its surroundings. */
  host: Host | undefined;
  /** First language; later the person chooses. */
  startLanguage: Language = "en";

  app: App | undefined;
  #reads = new Map<Signal<unknown>, () => void>();
  #finding = false;
  #shownPlace = "";
  #shownDialog = "";
  #shownNotice: Notice | undefined;
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;
  /** The message has been there long enough to be read: its button stays, small. */
  #noticeSmall = false;
  readonly #onKey = (event: KeyboardEvent): void => {
    if (this.app !== undefined) keyPressed(this.app, event);
  };

  constructor() {
    super();
    this.addEventListener("click", submitHere);
    this.addEventListener("bedside-app", (event) => {
      if (event instanceof AppRequest && this.app !== undefined) {
        event.app = this.app;
        event.stopPropagation();
      }
    });
  }

  /** Starts with the `client` and `host` given. Resolves when the door is shown. */
  async start(): Promise<void> {
    if (this.client === undefined || this.host === undefined) throw new Error("bedside-assess needs a client and a host");
    const catalogue = await this.host.catalogue(this.startLanguage);
    const app = new App(this.client, this.host, new Locale(this.startLanguage, catalogue));
    this.app = app;
    this.host.language(app.locale.peek().tag);
    this.requestUpdate();
    await this.updateComplete;
    await app.start();
    await this.updateComplete;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("keydown", this.#onKey);
    this.ownerDocument.addEventListener("keydown", this.#onPageKey);
    if (this.app !== undefined) {
      this.app.router.start(this.app.place.peek());
      this.requestUpdate();
    }
    // An element that stood in the page before this module is upgraded while the module still runs: what it stands on
    // is set a moment later.
    queueMicrotask(() => {
      const { surroundings } = BedsideAssess;
      if (this.client === undefined && surroundings !== undefined && !this.#finding) void this.#find(surroundings);
    });
  }

  /** Starts by itself; a failure is said to the page around it as a `bedside-failed` event. */
  async #find(surroundings: NonNullable<typeof BedsideAssess.surroundings>): Promise<void> {
    this.#finding = true;
    try {
      const { client, host } = await surroundings(this);
      if (!this.isConnected) {
        this.#finding = false;
        await client.close();
        return;
      }
      this.client = client;
      this.host = host;
      await this.start();
    } catch (error) {
      this.dispatchEvent(new CustomEvent("bedside-failed", { detail: String(error) }));
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("keydown", this.#onKey);
    this.ownerDocument.removeEventListener("keydown", this.#onPageKey);
    for (const leave of this.#reads.values()) leave();
    this.#reads.clear();
    this.app?.router.stop();
    // An element that is only moved is back in a moment and keeps its person; one taken away gives its worker back.
    queueMicrotask(() => {
      if (!this.isConnected && this.#finding && this.client !== undefined) this.#release();
    });
  }

  /** Back to the state before it was first placed; nothing of the person is left. */
  #release(): void {
    this.app?.close();
    void this.client?.close();
    this.app = undefined;
    this.client = undefined;
    this.host = undefined;
    this.#finding = false;
    this.#shownPlace = "";
    this.#shownDialog = "";
    this.requestUpdate();
  }

  /** Keys pressed while nothing has focus belong to the page where the window is its own. */
  readonly #onPageKey = (event: KeyboardEvent): void => {
    if (event.target === this.ownerDocument.body && this.host?.history !== undefined) this.#onKey(event);
  };

  protected override update(changed: PropertyValues): void {
    const now = readBy(() => super.update(changed));
    for (const [signal, leave] of this.#reads) {
      if (now.has(signal)) continue;
      leave();
      this.#reads.delete(signal);
    }
    for (const signal of now) {
      if (!this.#reads.has(signal)) this.#reads.set(signal, signal.subscribe(() => this.requestUpdate()));
    }
  }

  protected override updated(): void {
    const app = this.app;
    if (app === undefined) return;
    this.dataset["theme"] = app.theme.peek();
    if (app.theme.peek() === "auto") delete this.dataset["theme"];
    this.lang = app.locale.peek().tag;
    app.host.paper?.(this.#foot(app));
    this.#syncDialog(app);
    this.#syncNotice(app);
    const place = `${app.place.peek().view}:${app.place.peek().at ?? ""}`;
    const moved = this.#shownPlace !== "" && this.#shownPlace !== place;
    this.#shownPlace = place;
    if (!moved) return;
    // The change may be looked at elsewhere before it is undone: the button goes along, its sentence does not.
    const notice = app.notice.peek();
    if (notice?.action !== undefined && notice.stay !== true && !this.#noticeSmall) {
      this.#noticeSmall = true;
      this.requestUpdate();
    }
    void this.#arrive(app);
  }

  /** After a move the keyboard is on the view's heading and the top is in sight. */
  async #arrive(app: App): Promise<void> {
    const view = this.renderRoot.querySelector<HTMLElement & { updateComplete?: Promise<boolean> }>("main > :not(bedside-supposed)");
    await view?.updateComplete;
    app.host.title(this.#title(app));
    if (app.place.peek().at !== undefined) return;
    await this.#toHeading();
    this.scrollIntoView({ block: "start" });
  }

  /** The keyboard goes to the view's heading, which may be a part of its own that comes a moment later, after reading. */
  async #toHeading(): Promise<void> {
    const found = (): HTMLElement | null => this.renderRoot.querySelector<HTMLElement>("main > :not(bedside-reading) h1, main > h1");
    for (let frame = 0; frame < 60 && (found() === null || this.app?.work.peek() !== undefined); frame += 1) await new Promise((done) => requestAnimationFrame(done));
    const heading = found();
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }

  #title(app: App): string {
    const view = app.place.peek().view;
    const name = app.locale.peek().has(`rail.${view}`) ? app.t(`rail.${view}`) : "";
    return name === "" ? app.t("app.name") : `${name} · ${app.t("app.name")}`;
  }

  /** What every printed page says of its making. */
  #foot(app: App): string {
    const made = app.assessed.peek()?.provenance;
    if (made === undefined) return app.t("app.name");
    return [app.t("app.name"), app.t("share.build", { version: made.version }), app.t("share.factsOf", { date: app.locale.peek().date(made.factsDate, true) })].join(" · ");
  }

  /** A message makes room after a while: one with a button folds to the button, so that nobody has to be quick (WCAG 2.2.1). */
  #syncNotice(app: App): void {
    const notice = app.notice.peek();
    if (notice === this.#shownNotice) return;
    this.#shownNotice = notice;
    if (this.#noticeSmall) {
      this.#noticeSmall = false;
      this.requestUpdate();
    }
    clearTimeout(this.#noticeTimer);
    if (notice === undefined) return;
    const fold = (): void => {
      if (app.notice.peek() !== notice) return;
      // Not while somebody is at it.
      if (this.renderRoot.querySelector(".notice:is(:hover, :focus-within)") !== null) {
        this.#noticeTimer = setTimeout(fold, NOTICE_MS);
      } else if (notice.action === undefined) {
        app.notice.value = undefined;
      } else {
        this.#noticeSmall = true;
        this.requestUpdate();
      }
    };
    this.#noticeTimer = setTimeout(fold, NOTICE_MS);
  }

  #syncDialog(app: App): void {
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog === null) return;
    const shown = app.dialog.peek();
    const id = shown === undefined ? "" : `${shown.id}:${shown.argument ?? ""}`;
    if (id === this.#shownDialog) return;
    this.#shownDialog = id;
    if (shown === undefined) {
      dialog.close();
      // Opened by a key, it gives the keyboard back to nothing.
      if (this.shadowRoot?.activeElement === null) void this.#toHeading();
      return;
    }
    if (!dialog.open) dialog.showModal();
    void this.#enterDialog(dialog);
  }

  /** The keyboard goes to the field that waits for it, else to the dialog's title. */
  async #enterDialog(dialog: HTMLDialogElement): Promise<void> {
    const body = dialog.querySelector<HTMLElement & { updateComplete?: Promise<boolean> }>(".body > *");
    await body?.updateComplete;
    const field = dialog.querySelector<HTMLElement>("[data-focus]");
    const title = dialog.querySelector<HTMLElement>("#dialog-title");
    title?.setAttribute("tabindex", "-1");
    (field ?? title)?.focus();
    dialog.scrollTop = 0;
  }

  protected override render(): TemplateResult | typeof nothing {
    const app = this.app;
    if (app === undefined) return nothing;
    const locale = app.locale.value;
    app.theme.value;
    const shown = viewEntry(app.place.value.view);
    const inPerson = app.record.value !== undefined && (shown?.rail !== undefined || shown?.within !== undefined);
    const rail = inPerson ? railEntries(app) : [];
    return html`
      <button class="button skip" @click=${() => this.renderRoot.querySelector<HTMLElement>("main")?.focus()}>
        ${locale.t("app.skip")}
      </button>
      <bedside-header class="screen"></bedside-header>
      <div class="frame ${rail.length > 0 ? "has-rail" : ""}">
        ${rail.length > 0 ? html`<bedside-rail class="screen"></bedside-rail>` : nothing}
        <main tabindex="-1" aria-busy=${app.work.value === undefined ? "false" : "true"}>
          ${inPerson && app.work.value === undefined ? html`<bedside-supposed></bedside-supposed>` : nothing}${this.#main(app)}
        </main>
      </div>
      ${this.#dialog(app)}
      <bedside-blank></bedside-blank>
      <div class="notice-place screen">${this.#notice(app)}</div>
      <div class="unseen" role="status" aria-live="polite">${app.spoken.value}</div>
    `;
  }

  #main(app: App): TemplateResult {
    if (app.work.value !== undefined) return html`<bedside-reading></bedside-reading>`;
    const place = app.place.value;
    const entry = viewEntry(place.view);
    const body = entry !== undefined && entry.available(app) ? entry.render(app) : html`<bedside-door></bedside-door>`;
    if (app.error.value === undefined) return html`${keyed(place.view, body)}`;
    return html`<bedside-error></bedside-error>${keyed(place.view, body)}`;
  }

  #dialog(app: App): TemplateResult {
    const open = app.dialog.value;
    const entry = open === undefined ? undefined : dialogEntry(open.id);
    const t = (key: string): string => app.locale.value.t(key);
    return html`<dialog
      class="dialog ${entry?.wide === true ? "wide" : ""}"
      aria-labelledby="dialog-title"
      @close=${() => app.closeDialog()}
      @click=${(event: Event) => {
        if (event.target === event.currentTarget) app.closeDialog();
      }}
    >
      ${entry === undefined
        ? nothing
        : html`<div class="top">
              <h2 id="dialog-title">${t(entry.title)}</h2>
              <button class="button quiet icon-only" aria-label=${t("common.close")} @click=${() => app.closeDialog()}>
                ${icon("x")}
              </button>
            </div>
            <div class="body">${entry.render(app, open?.argument)}</div>`}
    </dialog>`;
  }

  #notice(app: App): TemplateResult | typeof nothing {
    const notice = app.notice.value;
    if (notice === undefined) return nothing;
    return html`<div class="notice ${this.#noticeSmall ? "small-notice" : ""}">
      ${this.#noticeSmall ? nothing : html`<span>${notice.text}</span>`}
      ${notice.action === undefined
        ? nothing
        : html`<button
            class="button quiet"
            aria-label=${this.#noticeSmall ? `${notice.action.label}${app.locale.value.colon}${notice.text}` : nothing}
            @click=${() => {
              app.notice.value = undefined;
              notice.action?.run();
            }}
          >
            ${icon("undo-2")}${notice.action.label}
          </button>`}
      <button
        class="button quiet icon-only"
        aria-label=${app.locale.value.t("common.close")}
        @click=${() => {
          app.notice.value = undefined;
        }}
      >
        ${icon("x")}
      </button>
    </div>`;
  }
}

customElements.define("bedside-assess", BedsideAssess);

declare global {
  interface HTMLElementTagNameMap {
    "bedside-assess": BedsideAssess;
  }
}
