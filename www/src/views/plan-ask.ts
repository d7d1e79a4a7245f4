/** One question at a time, the most telling first; each can be skipped, and what was skipped can be asked again. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { Question } from "../engine/api";
import { icon } from "../icons";
import { inputText } from "../words";
import { answerControl } from "./answer";
import { actionTitle, oldFinding, questionOf } from "./names";

export class AskOne extends View {
  readonly #skipped = new Set<string>();
  #of: unknown;

  protected override render(): TemplateResult | typeof nothing {
    const assessed = this.app.assessed.value;
    const record = this.app.record.value;
    if (assessed === undefined) return nothing;
    // Another person is asked anew.
    const who = record?.identifiers?.join() ?? "";
    if (this.#of !== who) this.#skipped.clear();
    this.#of = who;
    // The smallest set: what another question settles as well is asked on its card only.
    const all = assessed.recommendations.questions.filter((one) => one.covered !== true && (one.safety === true || (one.actions?.length ?? 0) + (one.scores?.length ?? 0) > 0));
    const open = all.filter((one) => !this.#skipped.has(one.name));
    const [first] = open;
    if (first === undefined) return all.length === 0 ? nothing : this.#again(all.length);
    const old = oldFinding(first.name, assessed.findings);
    return html`<section class="part card ask-one screen" aria-labelledby="ask-title">
      <h2 id="ask-title">${icon("circle-help")}${this.t("askOne.title")}</h2>
      <p class="ask-question" tabindex="-1">${questionOf(this.locale, first.kind, first.name, this.app.audience.value)}</p>
      ${old === undefined ? nothing : html`<p class="small">${this.t("askOne.old", { value: inputText(this.locale, this.app.units, old.input), date: this.locale.date(old.input.date) })}</p>`}
      <div class="buttons">
        ${answerControl(this.app, first, `ask-${first.name}`)}
        <button class="button quiet" @click=${() => this.#skip(first.name)}>${this.t("askOne.skip")}</button>
      </div>
      <p class="small soft">
        ${first.safety === true ? this.say("askOne.safety") : nothing} ${this.#changes(first)} ${open.length > 1 ? html`<span class="ask-left">${this.t("askOne.left", { n: open.length - 1 })}</span>` : nothing}
      </p>
    </section>`;
  }

  #changes(question: Question): string {
    const actions = question.actions ?? [];
    const names = this.locale.list(actions.slice(0, 3).map((action) => `“${actionTitle(this.locale, action)}”`), "disjunction");
    if (actions.length > 3) return this.t("askOne.changesMany", { n: actions.length, names: actions.slice(0, 3).map((action) => `“${actionTitle(this.locale, action)}”`).join(this.locale.comma) });
    if (actions.length > 0) return this.t("askOne.changes", { n: actions.length, names });
    if ((question.scores?.length ?? 0) === 0) return this.t("askOne.warns");
    return this.t("askOne.scores", { n: question.scores?.length ?? 0 });
  }

  #skip(name: string): void {
    this.#skipped.add(name);
    this.requestUpdate();
    void this.focusOn(".ask-question");
  }

  #again(n: number): TemplateResult {
    return html`<p class="small soft screen ask-one">
      <span tabindex="-1" class="ask-question">${this.t("askOne.skippedAll", { n })}</span>
      <button
        class="link"
        @click=${() => {
          this.#skipped.clear();
          this.requestUpdate();
          void this.focusOn(".ask-question");
        }}
      >
        ${this.t("askOne.again")}
      </button>
    </p>`;
  }
}

customElements.define("bedside-ask", AskOne);
