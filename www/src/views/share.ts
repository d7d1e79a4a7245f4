/** Share and keep: print, export, an encrypted file, and the ways to let go of a patient. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { Assessed } from "../engine/api";
import { icon, type IconName } from "../icons";
import { defineView } from "../registry";
import { canLock, ITERATIONS, VaultError } from "../vault";
import { closePatient, idleChoices, idleMinutes } from "./close";
import { keepLocked } from "./kept";
import { lockRecord, vaultText } from "./locked";
import { paper } from "./share-paper";
import { visitSheet } from "./share-visit";
import { todayHere } from "./form-model";
import { actionTitle } from "./names";

export class Share extends View {
  #full = false;
  #said = "";
  #wrong = "";
  #busy = false;
  #shown = false;

  protected override render(): TemplateResult | typeof nothing {
    const assessed = this.app.assessed.value;
    if (assessed === undefined) return html`<h1 tabindex="-1">${this.t("share.title")}</h1><p class="soft">${this.t("share.empty")}</p>`;
    return html`<section class="share screen">
        <h1 tabindex="-1">${this.t("share.title")}</h1>
        <p class="lead">${this.t("share.lead")}</p>
        <div class="share-columns">
          <div>
            ${this.#part("share.print", [
              this.#line("printer", "printVisit", () => void this.#print(false)),
              this.#line("printer", "printFull", () => void this.#print(true)),
            ])}
            ${this.#part("share.export", [
              this.#line("download", "exportJson", () => void this.#export("json", assessed)),
              this.#line("download", "exportCsv", () => void this.#export("csv", assessed)),
              this.#line("download", "exportFhir", () => void this.#export("fhir", assessed)),
              html`<p class="small soft">${this.t("share.exportWarn")}</p>`,
            ])}
          </div>
          <div>${this.#lock()} ${this.#close()}</div>
        </div>
        ${this.#provenance(assessed)}
      </section>
      ${this.#full ? paper(this, assessed) : visitSheet(this, assessed)}`;
  }

  #part(title: string, lines: TemplateResult[]): TemplateResult {
    return html`<section class="part"><h2>${this.t(title)}</h2>${lines}</section>`;
  }

  #line(name: IconName, key: string, run: () => void): TemplateResult {
    return html`<div class="share-line">
      <button class="button" @click=${run} aria-describedby="share-${key}">${icon(name)}${this.t(`share.${key}`)}</button>
      <p class="small soft" id="share-${key}">${this.t(`share.${key}Note`)}</p>
    </div>`;
  }

  async #print(full: boolean): Promise<void> {
    this.#full = full;
    this.requestUpdate();
    await this.updateComplete;
    this.app.host.print();
  }

  async #export(kind: "json" | "csv" | "fhir", assessed: Assessed): Promise<void> {
    const record = this.app.record.peek();
    if (record === undefined) return;
    try {
      const plan = kind === "fhir" ? { plan: true, titles: this.#titles(assessed) } : {};
      const file = await this.app.client.exportAs(kind, record, { ...this.app.options(), ...plan });
      await this.app.host.download(file.name, file.type, file.data);
      this.app.tell({ text: this.t("share.made", { file: file.name }) });
    } catch {
      this.app.tell({ text: this.t("share.failed") });
    }
  }

  /** Names of the steps in the reader's language, for the drafts of a health record. */
  #titles(assessed: Assessed): Record<string, string> {
    return Object.fromEntries(assessed.recommendations.cards.map(({ action }) => [action, actionTitle(this.locale, action)]));
  }

  #lock(): TemplateResult {
    const type = this.#shown ? "text" : "password";
    const field = (id: string, key: string, hint: boolean): TemplateResult => html`<div class="field">
      <label for=${id}>${this.t(`share.${key}`)}</label>
      ${hint ? html`<span class="hint" id="${id}-hint">${this.t("share.passphraseHint")}</span>` : nothing}
      <input
        class="input"
        id=${id}
        type=${type}
        autocomplete="new-password"
        aria-describedby="${id}-hint lock-said"
        aria-invalid=${this.#wrong === "" ? "false" : "true"}
      />
    </div>`;
    return html`<section class="part">
      <h2>${icon("lock")} ${this.t("share.lock")}</h2>
      <p>${this.t("share.lockNote")}</p>
      ${canLock()
        ? html`<form class="stack lock-form" novalidate @submit=${(event: Event) => void this.#save(event)}>
            <p class="callout caution">${this.t("share.lockWarn")}</p>
            ${field("lock-words", "passphrase", true)} ${field("lock-again", "again", false)}
            <label class="choice">
              <input
                type="checkbox"
                .checked=${this.#shown}
                @change=${(event: Event) => {
                  this.#shown = (event.target as HTMLInputElement).checked;
                  this.requestUpdate();
                }}
              />${this.t("share.show")}
            </label>
            <label class="choice"><input type="checkbox" id="lock-understood" required />${this.t("share.lockUnderstood")}</label>
            <div id="lock-said" role="alert">${this.#wrong === "" ? nothing : html`<p class="wrong">${this.#wrong}</p>`}</div>
            <div class="buttons">
              <button class="button primary" ?disabled=${this.#busy}>${this.t(this.#busy ? "share.locking" : "share.lockDo")}</button>
              ${this.app.host.kept === undefined
                ? nothing
                : html`<button class="button" value="keep" ?disabled=${this.#busy} aria-describedby="share-keep">${this.t("share.keepDo")}</button>`}
            </div>
            ${this.app.host.kept === undefined ? nothing : html`<p class="small soft" id="share-keep">${this.t("share.keepNote")}</p>`}
            <p class="tiny soft">${this.t("share.lockHow", { n: ITERATIONS })}</p>
            ${this.#said === "" ? nothing : html`<p class="callout" role="status">${this.#said}</p>`}
          </form>`
        : html`<p class="callout caution">${this.t("vault.noCrypto")}</p>`}
    </section>`;
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    // Kept in this browser only when the person pressed that key.
    const pressed = (event as SubmitEvent).submitter;
    const keep = pressed instanceof HTMLButtonElement && pressed.value === "keep";
    const value = (id: string): string => this.querySelector<HTMLInputElement>(`#${id}`)?.value ?? "";
    const [words, again] = [value("lock-words"), value("lock-again")];
    this.#said = "";
    const understood = this.querySelector<HTMLInputElement>("#lock-understood")?.checked === true;
    const [wrong, at] = words === "" ? ["lockEmpty", "#lock-words"] : words !== again ? ["share.differ", "#lock-again"] : understood ? ["", ""] : ["lockTick", "#lock-understood"];
    this.#wrong = wrong === "" ? "" : this.t(wrong);
    if (this.#wrong !== "" || this.#busy) {
      this.requestUpdate();
      if (at !== "") void this.focusOn(at);
      return;
    }
    this.#busy = true;
    this.requestUpdate();
    try {
      const day = todayHere();
      const name = `bedside-${day}.bedside`;
      const locked = await lockRecord(this.app, words, day);
      if (keep) await keepLocked(this.app, locked);
      else await this.app.host.download(name, "application/json", locked);
      // What was saved is not lost by a reload; the next change asks again.
      this.app.host.askBeforeLeaving(false);
      this.#said = keep ? this.t("share.keptHere") : this.t("share.locked", { file: name });
      for (const field of this.querySelectorAll<HTMLInputElement>("#lock-words, #lock-again")) field.value = "";
    } catch (error) {
      this.#wrong = error instanceof VaultError ? vaultText(this, error) : this.t(keep ? "share.keepFailed" : "share.failed");
      void this.focusOn("#lock-words");
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }

  #close(): TemplateResult {
    return html`<section class="part">
      <h2>${this.t("share.close")}</h2>
      ${this.#line("x", "closePatient", () => closePatient(this.app))}
      <div class="share-line">
        <button class="button danger" aria-describedby="share-forget" @click=${() => this.app.openDialog("forget")}>
          ${icon("trash-2")}${this.t("share.forget")}
        </button>
        <p class="small soft" id="share-forget">${this.t("share.forgetNote")}</p>
      </div>
      <div class="field">
        <label for="idle">${this.t("share.idle")}</label>
        <select
          class="select"
          id="idle"
          aria-describedby="idle-note"
          @change=${(event: Event) => {
            idleMinutes.value = Number((event.target as HTMLSelectElement).value);
          }}
        >
          ${idleChoices.map(
            (n) => html`<option value=${n} ?selected=${n === idleMinutes.value}>${n === 0 ? this.t("share.idleOff") : this.t("share.idleMinutes", { n })}</option>`,
          )}
        </select>
        <span class="hint" id="idle-note">${this.t("share.idleNote")}</span>
      </div>
    </section>`;
  }

  #provenance({ provenance }: Assessed): TemplateResult {
    return html`<footer class="tiny soft provenance">
      ${provenance.factsOld ? html`<p class="note">${this.t("share.factsOld")}</p>` : nothing}
      <p>
        ${this.t("share.build", { version: provenance.version })} · ${this.t("share.factsOf", { date: this.locale.date(provenance.factsDate, true) })} ·
        ${this.t("share.hash")} <code>${provenance.inputsHash.slice(0, 16)}</code>
      </p>
    </footer>`;
  }
}

customElements.define("bedside-share", Share);
defineView({
  id: "share",
  rail: 90,
  available: (app) => app.assessed.value !== undefined,
  render: () => html`<bedside-share></bedside-share>`,
});
