/** Learn from feedback: a clinic's table becomes a model, tested before it may be used. For clinicians. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { isEngineError, type LearnSettings, type NamedFile } from "../engine/api";
import { icon } from "../icons";
import { isFeedback, learnable, template } from "../feedback-table";
import { defineOpener, defineView, viewEntry } from "../registry";
import { errorText } from "../words";
import "./learning-result";
import "./learning-use";
import { actionTitle } from "./names";

const models = ["linear", "content", "implicit"] as const;
const holds = ["last", "people"] as const;
/** The engine stops looking after so many faulty rows. */
const MOST_FAULTS = 20;
type Model = (typeof models)[number];
type Hold = (typeof holds)[number];

/** Dropped on the door, a table of feedback opens here and not among people. */
defineOpener({
  takes: isFeedback,
  async open(app, file) {
    await app.learned.choose(file);
    app.go("learning");
  },
});

export class Learning extends View {
  protected override render(): TemplateResult {
    const { file, madeUp, model, run, error } = this.app.learned;
    const chosen = file.value;
    return html`<section class="learning stack">
      <button class="link back" @click=${() => this.app.go(this.app.assessed.peek() === undefined ? "door" : "plan")}>${icon("arrow-left")}${this.t(this.app.assessed.value === undefined ? "learning.backDoor" : "learning.back")}</button>
      <h1 tabindex="-1">${this.t("learning.title")}</h1>
      <p>${this.t("learning.lead")}</p>
      <p class="callout caution">${this.t("learning.limits")}</p>
      ${viewEntry("workbench")?.available(this.app) === true
        ? html`<p>${this.t("learning.bench")} <button class="link" @click=${() => this.app.go("workbench")}>${this.t("door.bench")}</button></p>`
        : nothing}
      <section class="part stack">
        <h2>${this.t("learning.file")}</h2>
        <div class="buttons">
          ${this.#picker("learning.choose", ".csv,text/csv", (one) => void this.app.learned.choose(one))}
          <button class="button" @click=${() => void this.#example()}>${icon("users")}${this.t("learning.example")}</button>
          <button class="button" @click=${() => void this.#download("bedside-feedback.csv", "text/csv", template(this.app.catalog.peek()))}>${icon("download")}${this.t("learning.template")}</button>
          ${this.#picker("learning.import", ".json,application/json", (one) => void this.#open(one))}
        </div>
        <p class="small soft">${this.t("learning.columns")}</p>
        ${this.#ids()}
        ${chosen === undefined ? nothing : html`<p class="strong">${icon("file-text")} ${this.rich("learning.chosen", { file: html`<span translate="no">${chosen.name}</span>` })}</p>`}
        ${madeUp.value ? html`<p class="note">${this.t("learning.madeUp")}</p>` : nothing}
      </section>
      ${chosen === undefined ? nothing : this.#settings(run.value !== undefined)}
      ${run.value === undefined ? nothing : this.#progress()}
      ${error.value === undefined ? nothing : this.#failed(error.value)}
      ${model.value === undefined
        ? nothing
        : html`<bedside-learning-result .model=${model.value}></bedside-learning-result>
            ${madeUp.value
              ? html`<p class="note">${this.t("learning.exampleOnly")}</p>`
              : html`<div class="buttons">
                    <button class="button" aria-describedby="model-note" @click=${() => void this.#save()}>${icon("download")}${this.t("learning.export")}</button>
                  </div>
                  <p class="small soft" id="model-note">${this.t("learning.exportNote")}</p>
                  <bedside-learning-use .model=${model.value}></bedside-learning-use>`}`}
    </section>`;
  }

  /** What may stand under `action`: every id with its name. */
  #ids(): TemplateResult {
    const ids = learnable(this.app.catalog.value);
    return html`<details class="more">
      <summary>${icon("chevron-right")}${this.t("learning.ids", { n: ids.length })}</summary>
      <ul class="lines feedback-ids">
        ${ids.map((id) => html`<li><code translate="no">${id}</code> <span class="soft">${actionTitle(this.locale, id)}</span></li>`)}
      </ul>
    </details>`;
  }

  #picker(key: string, accept: string, take: (file: File) => void): TemplateResult {
    return html`<label class="button choose">
      ${icon("upload")}${this.t(key)}
      <input
        class="unseen"
        type="file"
        accept=${accept}
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          const file = input.files?.[0];
          if (file !== undefined) take(file);
          // The same file may be chosen again after it was mended.
          input.value = "";
        }}
      />
    </label>`;
  }

  #settings(running: boolean): TemplateResult {
    const { settings } = this.app.learned;
    const now = settings.value;
    const set = (part: LearnSettings): void => {
      settings.value = { ...settings.peek(), ...part };
    };
    const model = (one: Model): TemplateResult => html`<label class="model-choice">
      <input type="radio" name="model" value=${one} .checked=${now.model === one} @change=${() => set({ model: one })} />
      <span><span class="strong">${this.t(`learning.models.${one}.name`)}</span> <span class="small soft">${this.t(`learning.models.${one}.how`)}</span></span>
    </label>`;
    const hold = (one: Hold): TemplateResult => html`<label class="choice">
      <input type="radio" name="hold" value=${one} .checked=${now.hold === one} @change=${() => set({ hold: one })} />${this.t(`learning.holds.${one}`)}
    </label>`;
    return html`<section class="part stack">
      <h2>${this.t("learning.model")}</h2>
      <fieldset class="field">
        <legend class="unseen">${this.t("learning.model")}</legend>
        ${models.map(model)}
      </fieldset>
      <fieldset class="field">
        <legend>${this.t("learning.hold")}</legend>
        <div class="choices">${holds.map(hold)}</div>
      </fieldset>
      <div class="buttons">
        <button class="button primary" ?disabled=${running} @click=${() => void this.#train()}>${this.t("learning.train")}</button>
      </div>
    </section>`;
  }

  #progress(): TemplateResult {
    const { progress, abort } = this.app.learned.run.value ?? {};
    const stage = progress?.stage ?? "fit";
    const share = progress === undefined || progress.total === 0 ? 0 : progress.done / progress.total;
    const said = this.t(`learning.stages.${stage}`);
    return html`<div class="stack-tight">
      <progress aria-label=${said} max="1" .value=${share}></progress>
      <div class="spread">
        <span class="soft">${said}</span>
        <button class="button" @click=${() => abort?.abort()}>${this.t("learning.cancel")}</button>
      </div>
    </div>`;
  }

  #failed(error: unknown): TemplateResult {
    const cancelled = isEngineError(error) && error.kind === "cancelled";
    const wrong = isEngineError(error) && !cancelled ? [error, ...(error.others ?? [])] : [];
    const [only, ...more] = wrong.map((one) => errorText(this.locale, one));
    return html`<div class=${cancelled ? "callout" : "callout caution"} role="alert">
      ${more.length === 0
        ? html`<p>${cancelled ? this.t("reading.cancelled") : only}${this.locale.gap}${this.t("learning.failed")}</p>`
        : html`<p class="strong">${this.t(wrong.length >= MOST_FAULTS ? "learning.faultsMany" : "learning.faults", { n: wrong.length })}</p>
            <ul class="dots">
              ${[only, ...more].map((text) => html`<li>${text}</li>`)}
            </ul>
            <p>${this.t("learning.failed")}</p>`}
    </div>`;
  }

  async #train(): Promise<void> {
    if (await this.app.learned.train()) await this.#show();
  }

  async #open(file: NamedFile): Promise<void> {
    if (await this.app.learned.openModel(file)) await this.#show();
  }

  /** Goes to the figures: they come before anything else may be done. */
  async #show(): Promise<void> {
    const better = this.app.learned.model.peek()?.card.evaluation.better === true;
    this.app.say(this.t("learning.said", { title: this.t(better ? "learning.better" : "learning.notBetter") }));
    await this.updateComplete;
    this.querySelector<HTMLElement>("#learning-result")?.focus();
  }

  async #example(): Promise<void> {
    try {
      const text = await this.app.client.exampleFeedback();
      await this.app.learned.choose({ name: this.t("learning.exampleName"), data: new TextEncoder().encode(text) }, true);
    } catch (error) {
      this.app.learned.error.value = error;
    }
  }

  async #save(): Promise<void> {
    const model = this.app.learned.model.peek();
    if (model === undefined) return;
    const { name, type, data } = await this.app.client.exportRecommender(model);
    await this.#download(name, type, data);
  }

  async #download(name: string, type: string, text: string): Promise<void> {
    try {
      await this.app.host.download(name, type, text);
      this.app.tell({ text: this.t("batch.made", { file: name }) });
    } catch (error) {
      this.app.fail(error);
    }
  }
}

customElements.define("bedside-learning", Learning);
defineView({ id: "learning", within: "plan", available: () => true, render: () => html`<bedside-learning></bedside-learning>` });
