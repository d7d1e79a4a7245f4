/** Step 4: the model. Which kind, with which settings, set by hand or searched for, and the training itself. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import { kindsFor, modelKind, unusual, waysOf, type Setting } from "../workbench/models";
import type { Trained, Way } from "../workbench/study";
import type { TaskKind } from "../workbench/table";
import { chosen, failed, listed, numbered, onward, running, ticked } from "./workbench-parts";
import "./workbench-search";
import "./workbench-ways";
import { headline, settingName, wholeText } from "./workbench-words";

const promises = [0.5, 0.8, 0.9, 0.95, 0.99] as const;

export class BenchModel extends View {
  protected override render(): TemplateResult | typeof nothing {
    const { workbench } = this.app;
    const question = workbench.question.value;
    if (question === undefined) return nothing;
    const model = workbench.model.value;
    const busy = workbench.run.value !== undefined;
    const kinds = kindsFor(question.outcome.task);
    return html`<section class="stack">
      <h1>${this.t("workbench.model.title")}</h1>
      <p>${this.t("workbench.model.lead")}</p>
      <fieldset class="part">
        <legend><h2>${this.t("workbench.model.kind")}</h2></legend>
        ${kinds.map(
          ({ kind, readable }) => html`<label class="model-choice">
            <input type="radio" name="model" .checked=${model.kind === kind} @change=${() => (workbench.model.value = { kind })} />
            <span><span class="strong">${this.t(`workbench.models.${kind}.name`)}</span> ${readable ? html`<span class="tag">${this.t("workbench.model.readable")}</span>` : nothing} <span class="small soft how">${this.t(`workbench.models.${kind}.how`)}</span></span>
          </label>`,
        )}
      </fieldset>
      ${this.#settings()}
      <bedside-bench-ways></bedside-bench-ways>
      <bedside-bench-search></bedside-bench-search>
      ${this.#more(question.outcome.task)}
      ${running(this)} ${failed(this)}
      <div class="buttons onward">
        <button class="button primary" ?disabled=${busy} @click=${() => void this.#train()}>${icon("activity")}${this.t("workbench.model.train")}</button>
      </div>
      ${this.#trained()}
    </section>`;
  }

  #settings(): TemplateResult | typeof nothing {
    const { model } = this.app.workbench;
    const settings = (modelKind(model.value.kind)?.settings ?? []).filter(({ where }) => where?.(model.value) ?? true);
    if (settings.length === 0) return nothing;
    return html`<details class="more" ?open=${unusual(model.value).length > 0}>
      <summary>${icon("chevron-right")}${this.t("workbench.model.settings")}</summary>
      <div class="bench-fields">${settings.map((setting) => this.#setting(setting))}</div>
    </details>`;
  }

  #setting(setting: Setting): TemplateResult {
    const { model } = this.app.workbench;
    const { name } = setting;
    const now = model.value[name] ?? setting.usual;
    const put = (value: string | number | boolean | readonly number[]): void => {
      model.value = { ...model.peek(), [name]: value };
    };
    const id = `setting-${name}`;
    const label = settingName(this, model.value.kind, name);
    if (setting.is === "flag") return ticked(label, now === true, put);
    if (setting.is === "choice") return chosen(id, label, setting.choices.map((one) => [one, this.locale.first([`workbench.settingChoices.${name}.${one}`, one])]), String(now), put);
    if (setting.is === "list") return listed(this, { ...setting, id, label, value: Array.isArray(now) ? (now as readonly number[]) : setting.usual, take: put });
    return numbered(this, { id, label, value: Number(now), least: setting.least, most: setting.most, whole: setting.whole === true, take: put });
  }

  /** What is done with the answers: mended, and given an interval or a set that holds the truth so often. */
  #more(task: TaskKind): TemplateResult | typeof nothing {
    const { recalibrate, promise, model, search } = this.app.workbench;
    const mends = ["none", ...waysOf(task, model.value, search.value)];
    return html`<div class="bench-fields part">
      ${mends.length > 1 ? chosen("recalibrate", this.t("workbench.recalibrate.title"), mends.map((one) => [one, this.t(`workbench.recalibrate.${one}`)]), mends.includes(recalibrate.value ?? "none") ? recalibrate.value ?? "none" : "none", (one) => (recalibrate.value = one === "none" ? undefined : (one as Way)), this.t("workbench.recalibrate.lead")) : nothing}
      ${task === "survival" ? nothing : chosen("promise", this.t("workbench.promise.title"), [["", this.t("workbench.promise.none")], ...promises.map((one): [string, string] => [String(one), this.t("workbench.promise.often", { n: this.locale.number(one * 100) })])], String(promise.value ?? ""), (one) => (promise.value = one === "" ? undefined : Number(one)), this.t(`workbench.promise.hint.${task}`))}
    </div>`;
  }

  #trained(): TemplateResult | typeof nothing {
    const { trained, shown } = this.app.workbench;
    if (trained.value.length === 0) return nothing;
    const row = (one: Trained): TemplateResult => html`<tr>
      <th scope="row">${this.t(`workbench.models.${one.protocol.model.kind}.name`)}${one.stopped === true ? html` <span class="tag caution">${this.t("workbench.model.stopped")}</span>` : nothing}</th>
      <td data-label=${this.t("workbench.model.heads.settings")}>${wholeText(this, one, trained.value)}</td>
      <td class="nowrap" data-label=${this.t("workbench.model.heads.figure")}>${headline(this, one.evaluation)}</td>
      <td class="nowrap">
        <button class="button quiet" aria-current=${one.id === shown.value ? "true" : nothing} @click=${() => this.#look(one.id)}>${this.t("workbench.model.look")}</button>
      </td>
    </tr>`;
    return html`<section class="part stack">
      <h2>${this.t("workbench.model.tried")}</h2>
      <p class="small soft">${this.t("workbench.model.triedLead")}${trained.value.some((one) => one.stopped === true) ? html`${this.locale.gap}${this.t("workbench.model.triedStopped")}` : nothing}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.t("workbench.model.tried")}>
        <table class="table stacks">
          <thead><tr>${["kind", "settings", "figure"].map((head) => html`<th scope="col">${this.t(`workbench.model.heads.${head}`)}</th>`)}<td></td></tr></thead>
          <tbody>${trained.value.map(row)}</tbody>
        </table>
      </div>
      ${onward(this, "evaluate", "workbench.model.next")}
    </section>`;
  }

  #look(id: number): void {
    this.app.workbench.show(id);
    this.app.workbench.go("evaluate");
  }

  async #train(): Promise<void> {
    if (!(await this.app.workbench.train())) return;
    const latest = this.app.workbench.trained.peek().at(-1);
    if (latest !== undefined) this.app.say(this.t("workbench.model.said", { figure: headline(this, latest.evaluation) }));
    this.app.workbench.go("evaluate");
  }
}

customElements.define("bedside-bench-model", BenchModel);
