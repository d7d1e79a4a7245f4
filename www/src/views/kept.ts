/** Locked records that the person asked this browser to keep: listed at the door, opened by their passphrase, removed one by one. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { KeptRecord } from "../host";
import { icon } from "../icons";
import { Signal } from "../signal";
import type { App } from "../state";
import { openLocked } from "./locked";

/** What is kept, as last heard from the shell. */
const kept = new Signal<readonly KeptRecord[]>([]);

/** Asks the shell again; a shell that keeps nothing, or may not, shows none. */
export async function readKept(app: App): Promise<void> {
  kept.value = (await app.host.kept?.list().catch(() => [])) ?? [];
}

/** Keeps a locked text under the moment it was kept: a name of the person's would lie there open. */
export async function keepLocked(app: App, locked: string): Promise<void> {
  const moment = new Date();
  const two = (n: number): string => String(n).padStart(2, "0");
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  await app.host.kept?.keep(`bedside ${day} ${two(moment.getHours())}.${two(moment.getMinutes())}.${two(moment.getSeconds())}`, locked);
  await readKept(app);
}

export class Kept extends View {
  override connectedCallback(): void {
    super.connectedCallback();
    void readKept(this.app);
  }

  protected override render(): TemplateResult | typeof nothing {
    const list = kept.value;
    if (list.length === 0) return nothing;
    return html`<section class="card kept" aria-labelledby="kept-title">
      <h2 id="kept-title" tabindex="-1">${icon("lock")} ${this.t("kept.title")}</h2>
      <p class="soft small">${this.t("kept.lead")}</p>
      <ul class="lines">
        ${list.map((one) => {
          const when = this.#when(one);
          return html`<li>
            <span>${when}</span>
            <span class="buttons">
              <button class="button" aria-label=${this.t("kept.openName", { when })} @click=${() => void this.#open(one, when)}>${this.t("kept.open")}</button>
              <button class="button quiet" aria-label=${this.t("kept.removeName", { when })} @click=${() => void this.#remove(one)}>${this.t("kept.remove")}</button>
            </span>
          </li>`;
        })}
      </ul>
    </section>`;
  }

  #when({ at }: KeptRecord): string {
    return this.locale.moment(at);
  }

  async #open(one: KeptRecord, when: string): Promise<void> {
    const text = await this.app.host.kept?.give(one.name).catch(() => undefined);
    if (text === undefined) await readKept(this.app);
    else openLocked(this.app, this.t("kept.record", { when }), text);
  }

  /** Removed for good unless taken back from the notice: the locked text waits there. */
  async #remove(one: KeptRecord): Promise<void> {
    const { app } = this;
    const text = await app.host.kept?.give(one.name).catch(() => undefined);
    await app.host.kept?.forget(one.name).catch(() => undefined);
    await readKept(app);
    const back = async (): Promise<void> => {
      if (text !== undefined) await app.host.kept?.keep(one.name, text);
      await readKept(app);
    };
    app.tell({ text: this.t("kept.removed"), ...(text === undefined ? {} : { action: { label: this.t("closing.undo"), run: () => void back() } }) });
    void this.focusOn("#kept-title");
  }
}

customElements.define("bedside-kept", Kept);
