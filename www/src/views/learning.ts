/** Learn from feedback: a clinic's table becomes a model, tested before it may be used. For clinicians. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { isEngineError, type LearnSettings, type NamedFile } from "../engine/api";
import { icon } from "../icons";
import { defineView } from "../registry";
import { errorText } from "../words";
import "./learning-result";
import "./learning-use";

const models = ["linear", "content", "implicit"] as const;
const holds = ["last", "people"] as const;
type Model = (typeof models)[number];
type Hold = (typeof holds)[number];

/** Headings and three rows with ids that exist; the same in every language, since both headings are read. */
const template = `person,action,accepted,done,date,group,feature:age,feature:sex
p1,diet_dash,yes,yes,2026-03-12,A,58,female
p1,ex_aerobic,no,no,2026-03-12,A,58,female
p2,diet_dash,yes,,2026-04-02,B,63,male
`;

export class Learning extends View {
  protected override render(): TemplateResult {
    const { file, madeUp, model, run, error } = this.app.learned;
    const chosen = file.value;
    return html`<section class="learning stack">
      <button class="link back" @click=${() => this.app.go(this.app.assessed.peek() === undefined ? "door" : "plan")}>${icon("arrow-left")}${this.t("learning.back")}</button>
      <h1 tabindex="-1">${this.t("learning.title")}</h1>
      <p>${this.t("learning.lead")}</p>
      <p class="callout caution">${this.t("learning.limits")}</p>
      <section class="part stack">
        <h2>${this.t("learning.file")}</h2>
        <div class="buttons">
          ${this.#picker("learning.choose", ".csv,text/csv", (one) => void this.app.learned.choose(one))}
          <button class="button" @click=${() => void this.#example()}>${icon("users")}${this.t("learning.example")}</button>
          <button class="button" @click=${() => void this.#download("bedside-feedback.csv", "text/csv", template)}>${icon("download")}${this.t("learning.template")}</button>
          ${this.#picker("learning.import", ".json,application/json", (one) => void this.#open(one))}
        </div>
        <p class="small soft">${this.t("learning.columns")}</p>
        ${chosen === undefined ? nothing : html`<p class="strong">${icon("file-text")} ${this.rich("learning.chosen", { file: html`<span translate="no">${chosen.name}</span>` })}</p>`}
        ${madeUp.value ? html`<p class="note">${this.t("learning.madeUp")}</p>` : nothing}
      </section>
      ${chosen === undefined ? nothing : this.#settings(run.value !== undefined)}
      ${run.value === undefined ? nothing : this.#progress()}
      ${error.value === undefined ? nothing : this.#failed(error.value)}
      ${model.value === undefined
        ? nothing
        : html`<bedside-learning-result .model=${model.value}></bedside-learning-result>
            <div class="buttons">
              <button class="button" aria-describedby="model-note" @click=${() => void this.#save()}>${icon("download")}${this.t("learning.export")}</button>
            </div>
            <p class="small soft" id="model-note">${this.t("learning.exportNote")}</p>
            <bedside-learning-use .model=${model.value}></bedside-learning-use>`}
    </section>`;
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
    const said = isEngineError(error) && !cancelled ? errorText(this.locale, error) : "";
    return html`<div class=${cancelled ? "callout" : "callout caution"} role="alert">
      <p>${cancelled ? this.t("reading.cancelled") : said}${this.locale.gap}${this.t("learning.failed")}</p>
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
