/** A saved record that was dropped here: asks for its passphrase and opens it. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { NamedFile, Patient } from "../engine/api";
import { defineDialog, defineOpener } from "../registry";
import type { App } from "../state";
import { isLocked, lock, unlock, VaultError } from "../vault";

/** What a locked file holds. */
export interface Saved {
  /** Day it was saved. */
  saved: string;
  record: Patient;
  country?: string;
}

const waiting = new WeakMap<App, { name: string; text: string }>();

/** Locks what is open; returns the file's text. */
export async function lockRecord(app: App, passphrase: string, saved: string): Promise<string> {
  const record = app.record.peek();
  if (record === undefined) throw new VaultError("notSaved");
  const country = app.country.peek();
  const content: Saved = { saved, record, ...(country === undefined ? {} : { country }) };
  return lock(JSON.stringify(content), passphrase);
}

/** The sentence of a refusal. */
export function vaultText(view: View, error: unknown): string {
  return error instanceof VaultError ? view.t(`vault.${error.problem}`, error.args) : view.t("vault.damaged");
}

async function textOf(file: NamedFile): Promise<string> {
  const data = file instanceof Blob ? file : file.data;
  return data instanceof Blob ? data.text() : new TextDecoder().decode(data);
}

defineOpener({
  async takes(file) {
    const data = file instanceof Blob ? file : file.data;
    const head = data instanceof Blob ? new Uint8Array(await data.slice(0, 256).arrayBuffer()) : data.subarray(0, 256);
    return isLocked(head);
  },
  async open(app, file) {
    openLocked(app, file.name, await textOf(file));
  },
});

/** Asks for the passphrase of a locked text and opens it. */
export function openLocked(app: App, name: string, text: string): void {
  waiting.set(app, { name, text });
  app.openDialog("locked");
}

export class Locked extends View {
  #wrong = "";
  #busy = false;

  protected override render(): TemplateResult | typeof nothing {
    const file = waiting.get(this.app);
    if (file === undefined) return nothing;
    return html`<form class="stack" @submit=${(event: Event) => void this.#open(event, file)}>
      <p>${this.t("locked.lead", { file: file.name })}</p>
      <div class="field">
        <label for="locked-words">${this.t("share.passphrase")}</label>
        <input
          class="input"
          id="locked-words"
          type="password"
          autocomplete="off"
          data-focus
          aria-invalid=${this.#wrong === "" ? "false" : "true"}
          aria-describedby="locked-said"
        />
        <div id="locked-said" role="alert">${this.#wrong === "" ? nothing : html`<p class="wrong">${this.#wrong}</p>`}</div>
      </div>
      <div class="buttons">
        <button class="button primary" ?disabled=${this.#busy}>${this.t(this.#busy ? "locked.opening" : "locked.open")}</button>
        <button type="button" class="button" @click=${() => this.app.closeDialog()}>${this.t("locked.cancel")}</button>
      </div>
    </form>`;
  }

  async #open(event: Event, file: { name: string; text: string }): Promise<void> {
    event.preventDefault();
    const field = this.querySelector<HTMLInputElement>("#locked-words");
    if (field === null || this.#busy) return;
    this.#busy = true;
    this.#wrong = "";
    this.requestUpdate();
    try {
      const saved = JSON.parse(await unlock(file.text, field.value)) as Saved;
      waiting.delete(this.app);
      this.app.country.value = saved.country;
      this.app.closeDialog();
      await this.app.take(saved.record, false, { files: [], opened: [] });
      this.app.tell({ text: this.t("locked.opened", { file: file.name }) });
    } catch (error) {
      this.#wrong = vaultText(this, error);
      void this.focusOn("#locked-words");
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }
}

customElements.define("bedside-locked", Locked);
defineDialog({ id: "locked", title: "locked.title", render: () => html`<bedside-locked></bedside-locked>` });
