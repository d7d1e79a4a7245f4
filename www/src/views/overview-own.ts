/** A self-trained model beside the published scores: for clinicians, off until turned on, and said to be what it is. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { known, ownAnswer, type OwnField } from "../workbench/own";
import { typedField } from "./workbench-field";
import { kindName, promiseText } from "./workbench-words";

export class OwnScore extends View {
  protected override render(): TemplateResult | typeof nothing {
    const { own, ownTyped } = this.app.workbench;
    const [model, assessed] = [own.value, this.app.assessed.value];
    if (model === undefined || assessed === undefined || this.app.audience.value !== "clinician") return nothing;
    const typed = ownTyped.value;
    const texts = model.fields.map((field) => typed[field.name] ?? known(field, assessed, this.app.units));
    const { answer, empty, wrong, outside } = ownAnswer(model, texts);
    const list = (names: readonly string[]): TemplateResult => html`<span translate="no">${names.join(this.locale.comma)}</span>`;
    return html`<section class="card own-score stack" aria-labelledby="own-title">
      <div class="spread">
        <h2 id="own-title">${this.t("workbench.own.title")} <span class="tag caution">${this.t("workbench.own.tag")}</span></h2>
        <button class="button quiet" @click=${() => (own.value = undefined)}>${this.t("workbench.own.off")}</button>
      </div>
      <p class="small soft">${kindName(this, model.kind)}${model.did === "" ? nothing : html`${this.locale.comma}${model.did}`}${this.locale.stop}${this.locale.gap}${this.t("workbench.own.lead")}</p>
      <div class="bench-fields">${model.fields.map((field, at) => this.#field(field, at, texts[at] ?? ""))}</div>
      <p class="callout" role="status"><span class="strong">${this.#said(answer, model.share)}</span>${model.conformal === undefined || Number.isNaN(answer) ? nothing : html`<br /><span>${promiseText(this, model.conformal, answer)}</span>`}</p>
      ${wrong.length === 0 ? nothing : html`<p class="note">${this.rich("workbench.page.noNumber", { column: list(wrong) })}</p>`}
      ${outside.length === 0 ? nothing : html`<p class="note">${this.rich("workbench.page.outside", { column: list(outside) })}</p>`}
      ${empty.length === 0 || empty.length === model.fields.length ? nothing : html`<p class="note">${this.rich("workbench.page.filled", { columns: list(empty) })}</p>`}
    </section>`;
  }

  #said(answer: number, share: boolean): string {
    if (Number.isNaN(answer)) return this.t("workbench.page.none");
    if (!share) return this.t("workbench.page.number", { n: this.locale.number(answer, 2) });
    return answer > 0 && answer < 0.01 ? this.t("workbench.page.few") : this.t("workbench.page.share", { n: this.locale.number(answer * 100) });
  }

  #field(field: OwnField, at: number, text: string): TemplateResult {
    const { ownTyped } = this.app.workbench;
    return typedField(this, field, `own-${at}`, text, (now) => (ownTyped.value = { ...ownTyped.peek(), [field.name]: now }));
  }
}

customElements.define("bedside-own-score", OwnScore);
