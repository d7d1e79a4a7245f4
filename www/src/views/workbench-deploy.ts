/** Step 7: use it. The card, files to keep, people of a new table, and whether that table is still like the old one. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import type { ScoredTable } from "../workbench/engine";
import type { CardItem, Drift, Trained } from "../workbench/study";
import { ownModel } from "../workbench/own";
import { pageOf } from "../workbench/page/file";
import { keep, picker, stateOf, tableFile, withInterval, written } from "./workbench-parts";
import { fileRead } from "./workbench-sheet";
import "./workbench-statements";
import { finding, headline, kindName, people } from "./workbench-words";

export class BenchDeploy extends View {
  #items: readonly CardItem[] | undefined;
  #scored: { name: string; table: ScoredTable } | undefined;
  #drift: Drift | undefined;
  #of: number | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const model = this.app.workbench.current();
    if (model === undefined) return nothing;
    if (this.#of !== model.id) [this.#of, this.#items, this.#scored, this.#drift] = [model.id, undefined, undefined, undefined];
    const busy = this.app.workbench.run.value !== undefined;
    return html`<section class="stack">
      <h1>${this.t("workbench.deploy.title")}</h1>
      <p class="row soft"><span>${kindName(this, model.protocol.model.kind)}</span><span>${headline(this, model.evaluation)}</span><span>${this.t("workbench.deploy.made", { date: this.locale.date(model.made, true) })}</span></p>
      <p class="callout caution">${this.t("workbench.deploy.limits")}</p>
      ${this.app.workbench.madeUp.value ? html`<p class="note">${this.t("workbench.deploy.madeUp")}</p>` : nothing}
      ${stateOf(this, { but: ["score", "drift", "card"] })} ${this.#files(model)} ${this.#own(model)} ${this.#score(model, busy)} ${this.#checked(model, busy)} ${this.#card(model)}
    </section>`;
  }

  #files({ id }: Trained): TemplateResult {
    const engine = this.app.workbench.engine.peek();
    const { language } = this.locale;
    const file = (key: string, take: () => Promise<{ name: string; type: string; data: Uint8Array | string }> | undefined): TemplateResult =>
      row(key, () => {
        const made = take();
        if (made !== undefined) void keep(this, made);
      });
    const row = (key: string, act: () => void): TemplateResult => html`<li>
      <span><span class="strong">${this.t(`workbench.files.${key}.name`)}</span><br /><span class="small soft">${this.t(`workbench.files.${key}.what`)}</span></span>
      <button
        class="button"
        aria-label=${`${this.t("workbench.files.save")}${this.locale.colon}${this.t(`workbench.files.${key}.name`)}`}
        @click=${act}
      >
        ${icon("download")}${this.t("workbench.files.save")}
      </button>
    </li>`;
    return html`<section class="part">
      <h2>${this.t("workbench.files.title")}</h2>
      <ul class="lines bench-files">
        ${file("model", () => engine?.modelFile(id))} ${file("card", () => engine?.card(id, language).then((card) => card.file))} ${this.app.host.page === undefined ? nothing : row("page", () => void this.#page(id))} ${file("onnx", () => engine?.onnx(id))}
      </ul>
    </section>`;
  }

  /** Whether it stands beside the published scores of whoever is open. */
  #own(model: Trained): TemplateResult | typeof nothing {
    const { workbench } = this.app;
    // A model of made-up people says nothing of anybody.
    if (workbench.madeUp.value) return nothing;
    return html`<section class="part stack">
      <h2>${this.t("workbench.own.heading")}</h2>
      <label class="choice tick">
        <input type="checkbox" role="switch" aria-describedby="own-note" .checked=${workbench.own.value?.id === model.id} @change=${(event: Event) => void this.#turn(model, (event.target as HTMLInputElement).checked)} />${this.t("workbench.own.switch")}
      </label>
      <p class="small soft" id="own-note">${this.t("workbench.own.note")}</p>
    </section>`;
  }

  async #turn(model: Trained, on: boolean): Promise<void> {
    const { workbench } = this.app;
    if (!on) {
      workbench.own.value = undefined;
      return;
    }
    const file = await workbench.work("card", (engine) => engine.modelFile(model.id));
    if (file === undefined) return;
    const text = typeof file.data === "string" ? file.data : new TextDecoder().decode(file.data);
    const meanings = Object.fromEntries((workbench.table.peek()?.columns ?? []).map(({ name, meaning }) => [name, meaning]));
    workbench.own.value = ownModel(text, { id: model.id, kind: model.protocol.model.kind, did: headline(this, model.evaluation) }, meanings);
    this.app.say(this.t("workbench.own.on"));
  }

  /** The host writes the page: the sealed frame hands out none of its own making. */
  async #page(id: number): Promise<void> {
    const { workbench, host } = this.app;
    const file = await workbench.work("card", (engine) => engine.modelFile(id));
    if (file === undefined) return;
    try {
      const name = file.name.replace(/(\.json)?$/i, ".html");
      await host.page?.(name, pageOf(this, typeof file.data === "string" ? file.data : new TextDecoder().decode(file.data)));
      this.app.tell({ text: this.t("batch.made", { file: name }) });
    } catch (error) {
      workbench.error.value = error;
    }
  }

  #score({ id, protocol }: Trained, busy: boolean): TemplateResult {
    const scored = this.#scored;
    return html`<section class="part stack">
      <h2 id="scored" tabindex="-1">${this.t("workbench.score.title")}</h2>
      <p>${this.t("workbench.score.lead")}${protocol.promise === undefined ? nothing : html`${this.locale.gap}${this.t(`workbench.promise.columns.${protocol.question.outcome.task}`)}`}</p>
      <div class="buttons">${picker(this.t("workbench.score.choose"), tableFile, (file) => void this.#run(id, file), { disabled: busy })}</div>
      ${stateOf(this, { only: ["score"] })}
      ${scored === undefined
        ? nothing
        : html`<p>${this.rich("workbench.score.done", { file: written(scored.name), n: scored.table.answered, rows: scored.table.rows })}</p>
            <div class="buttons">
              <button class="button primary" @click=${() => void keep(this, Promise.resolve({ name: scored.name.replace(/(\.[a-z]+)*$/i, "-scored.csv"), type: "text/csv", data: scored.table.csv }))}>${icon("download")}${this.t("workbench.score.save")}</button>
              <button class="button" @click=${() => this.#person()}>${this.t("workbench.score.explain")}</button>
            </div>
            ${fileRead(this, scored.table.read)}
            ${scored.table.notes.map(({ what, rows, columns }) => html`<p class="note">${this.t("workbench.score.rows", { n: rows })}${this.locale.colon}${this.rich(`rowNotes.${what}`, { columns: written(columns.join(this.locale.comma)) })}</p>`)}`}
    </section>`;
  }

  async #run(id: number, file: File): Promise<void> {
    const table = await this.app.workbench.work("score", (engine, calling) => engine.score(id, file, calling));
    if (table === undefined) return;
    this.#scored = { name: file.name, table };
    this.app.workbench.scored.value = { id, name: file.name, rows: table.rows };
    this.requestUpdate();
    await this.focusOn("#scored");
  }

  /** Goes to explain a row of what was scored. */
  #person(): void {
    this.app.workbench.whom.value = "scored";
    this.app.workbench.go("explain");
  }

  #checked({ id }: Trained, busy: boolean): TemplateResult {
    return html`<section class="part stack">
      <h2 id="drift" tabindex="-1">${this.t("workbench.drift.title")}</h2>
      <p>${this.t("workbench.drift.lead")}</p>
      <div class="buttons">${picker(this.t("workbench.drift.choose"), tableFile, (file) => void this.#look(id, file), { disabled: busy })}</div>
      ${stateOf(this, { only: ["drift"] })}
      ${this.#drift === undefined ? nothing : this.#drifted(this.#drift)}
    </section>`;
  }

  async #look(id: number, file: File): Promise<void> {
    const drift = await this.app.workbench.work("drift", (engine, calling) => engine.drift(id, file, calling));
    if (drift === undefined) return;
    this.#drift = drift;
    this.requestUpdate();
    await this.focusOn("#drift");
  }

  #drifted({ rows, columns, answers, outcome, read }: Drift): TemplateResult {
    const sorted = [...columns].sort((a, b) => (b.shift?.index ?? -1) - (a.shift?.index ?? -1));
    const much = sorted.filter(({ shift }) => shift?.reading === "much").map(({ name }) => name);
    return html`<p class=${much.length > 0 ? "callout caution" : "callout"}>
        ${much.length > 0 ? this.rich("workbench.drift.much", { columns: written(much.join(this.locale.comma)) }) : this.t("workbench.drift.little", { n: rows[1] })}
      </p>
      ${fileRead(this, read)}
      <div class="scroll" tabindex="0" role="region" aria-label=${this.t("workbench.drift.title")}>
        <table class="table">
          <thead><tr>${["column", "index", "missing", "words"].map((head) => html`<th scope="col">${this.t(`workbench.drift.heads.${head}`)}</th>`)}</tr></thead>
          <tbody>
            ${sorted.map(
              ({ name, shift, missing: [before, now], newWords }) => html`<tr>
                <th scope="row" translate="no">${name}</th>
                <td>${shift == null ? "–" : html`${this.locale.number(shift.index, 2, true)} <span class="tag ${shift.reading === "little" ? "" : "caution"}">${this.t(`workbench.drift.shift.${shift.reading}`)}</span>`}</td>
                <td>${this.locale.percent(before)} → ${this.locale.percent(now)}</td>
                <td translate="no">${newWords.map(([word]) => word).join(this.locale.comma)}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${answers == null ? nothing : html`<p>${this.t("workbench.drift.answers", { index: this.locale.number(answers.index, 2, true), reading: this.t(`workbench.drift.shift.${answers.reading}`) })}</p>`}
      ${outcome == null
        ? nothing
        : html`<p>${this.t("workbench.drift.outcome", { n: outcome.rows, events: outcome.events })}${this.locale.gap}${[
            ...(outcome.discrimination == null ? [] : [`${this.t("workbench.drift.ranks")}${this.locale.colon}${withInterval(this, outcome.discrimination)}${outcome.discriminationThen == null ? "" : this.locale.aside(this.t("workbench.drift.then", { value: this.locale.number(outcome.discriminationThen, 2, true) }))}`]),
            ...(outcome.calibration == null ? [] : [`${this.t("workbench.figures.ratio")}${this.locale.colon}${withInterval(this, outcome.calibration.ratio)}`]),
          ].join(this.locale.semicolon)}</p>`}
      <p class="small soft">${this.t("workbench.drift.custom")}</p>`;
  }

  #card(model: Trained): TemplateResult {
    const { id } = model;
    const load = async (): Promise<void> => {
      const card = await this.app.workbench.work("card", (engine) => engine.card(id, this.locale.language));
      this.#items = card?.items;
      this.requestUpdate();
    };
    const items = this.#items;
    const of = (state: CardItem["state"]): readonly CardItem[] => (items ?? []).filter((one) => one.state === state);
    return html`<section class="part stack">
      <h2>${this.t("workbench.card.title")}</h2>
      <dl class="model-card">
        ${[
          ["finding", finding(this, model.evaluation)],
          ["people", people(this, model.evaluation, model.protocol.question)],
          ["predictors", model.protocol.question.predictors.join(this.locale.comma)],
        ].map(([name = "", text = ""]) => html`<div><dt class="soft">${this.t(`workbench.card.${name}`)}</dt><dd translate=${name === "predictors" ? "no" : nothing}>${text}</dd></div>`)}
      </dl>
      ${stateOf(this, { only: ["card"] })}
      ${items === undefined
        ? html`<div class="buttons"><button class="button" @click=${() => void load()}>${icon("list-checks")}${this.t("workbench.card.check")}</button></div>`
        : html`<p>${this.t("workbench.card.met", { n: of("met").length + of("said").length, all: items.length - of("none").length })}</p>
            ${(["not", "part", "author"] as const).map((state) =>
              of(state).length === 0 ? nothing : html`<h3>${this.t(`workbench.card.states.${state}`)}</h3><ul class="dots">${of(state).map((one) => html`<li>${this.locale.first([`card.items.${one.id}`, one.id])}</li>`)}</ul>`,
            )}
            <bedside-bench-statements .model=${id} .items=${items} @stated=${() => void load()}></bedside-bench-statements>`}
    </section>`;
  }
}

customElements.define("bedside-bench-deploy", BenchDeploy);
