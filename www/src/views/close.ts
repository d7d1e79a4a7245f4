/** Clinics share computers: close a patient (with a moment to undo), blank the screen when idle, forget everything. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import { defineDialog } from "../registry";
import { Signal } from "../signal";
import type { App } from "../state";
import { forgetTable } from "./batch-state";
import { forgetForm } from "./form";
import { readKept } from "./kept";

/** How long a closed patient can be brought back. */
export const UNDO_SECONDS = 10;
/** Minutes that may be chosen; 0 is never. */
export const idleChoices = [0, 1, 5, 15] as const;

/** Minutes without a touch after which the screen is blanked, for this page. */
export const idleMinutes = new Signal<number>(5);

/** Takes the record off the page; for ten seconds one press brings it back. */
export function closePatient(app: App): void {
  const before = {
    record: app.record.peek(), assessed: app.assessed.peek(), files: app.files.peek(), opened: app.opened, country: app.country.peek(), place: app.place.peek(),
  };
  app.close();
  forgetForm(app);
  const table = app.table.peek();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const bring = (): void => {
    clearTimeout(timer);
    // Somebody else is open by now: nobody is brought back over them.
    if (before.record === undefined || app.record.peek() !== undefined || app.table.peek() !== table) return;
    app.record.value = before.record;
    app.assessed.value = before.assessed;
    app.files.value = before.files;
    app.opened = before.opened;
    app.country.value = before.country;
    app.host.askBeforeLeaving(true);
    app.go(before.place.view);
  };
  const notice = { text: app.t("closing.closed"), action: { label: app.t("closing.undo"), run: bring }, stay: true };
  app.tell(notice);
  timer = setTimeout(() => {
    // Nothing may hold the record after the moment has passed, the notice included.
    before.record = undefined;
    before.assessed = undefined;
    before.files = [];
    before.opened = [];
    if (app.notice.peek() === notice) app.tell({ text: app.t("closing.gone") });
  }, UNDO_SECONDS * 1000);
}

/** Removes the record, the answers, the settings and what the shell keeps. */
export async function forgetEverything(app: App): Promise<void> {
  app.close();
  forgetForm(app);
  forgetTable(app);
  void app.closeWorkbench();
  app.notice.value = undefined;
  app.fieldUnits.value = {};
  app.asOf.value = undefined;
  app.audience.value = "patient";
  app.keys.value = true;
  app.setTheme("auto");
  idleMinutes.value = 5;
  app.closeDialog();
  await app.host.forget?.();
  await readKept(app);
  app.tell({ text: app.t("closing.forgotten") });
}

export class Forget extends View {
  protected override render(): TemplateResult {
    return html`<div class="stack">
      <p>${this.t("closing.forgetLead")}</p>
      <p class="soft">${this.t("closing.forgetFiles")}</p>
      <div class="buttons">
        <button class="button danger" @click=${() => void forgetEverything(this.app)}>${this.t("closing.forgetDo")}</button>
        <button class="button" data-focus @click=${() => this.app.closeDialog()}>${this.t("closing.cancel")}</button>
      </div>
    </div>`;
  }
}

const signs = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Covers the page when nobody touched it for a while; the record stays underneath. */
export class Blank extends View {
  #blank = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #before: Element | null = null;
  readonly #touched = (): void => this.#wait();

  override connectedCallback(): void {
    super.connectedCallback();
    for (const sign of signs) addEventListener(sign, this.#touched, { passive: true, capture: true });
    this.#wait();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const sign of signs) removeEventListener(sign, this.#touched, { capture: true });
    clearTimeout(this.#timer);
  }

  #wait(): void {
    if (this.#blank) return;
    clearTimeout(this.#timer);
    const minutes = idleMinutes.peek();
    if (minutes > 0) this.#timer = setTimeout(() => this.#cover(), minutes * 60_000);
  }

  #cover(): void {
    if (this.app.record.peek() === undefined && this.app.table.peek() === undefined) return;
    this.#before = (this.getRootNode() as ShadowRoot).activeElement;
    this.#blank = true;
    this.requestUpdate();
  }

  #wake(): void {
    this.querySelector("dialog")?.close();
    this.#blank = false;
    this.#wait();
    this.requestUpdate();
    if (this.#before instanceof HTMLElement) this.#before.focus();
  }

  protected override updated(): void {
    const dialog = this.querySelector("dialog");
    if (this.#blank && dialog !== null && !dialog.open) dialog.showModal();
  }

  protected override render(): TemplateResult | typeof nothing {
    const minutes = idleMinutes.value;
    void minutes;
    this.#wait();
    if (!this.#blank) return nothing;
    return html`<dialog class="blank screen" aria-labelledby="blank-title" @cancel=${(event: Event) => event.preventDefault()}>
      ${icon("eye-off")}
      <h2 id="blank-title">${this.t("closing.blank")}</h2>
      <p class="soft">${this.t("closing.blankNote")}</p>
      <button class="button primary" @click=${() => this.#wake()}>${this.t("closing.wake")}</button>
    </dialog>`;
  }
}

customElements.define("bedside-forget", Forget);
customElements.define("bedside-blank", Blank);
defineDialog({ id: "forget", title: "closing.forgetTitle", render: () => html`<bedside-forget></bedside-forget>` });
