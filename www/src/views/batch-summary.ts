/** The table of people summed up: how high the risks are, as bars or numbers, and why rows have no answer. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { View } from "../base";
import { factName, inSentence } from "../words";
import { distribution, type Bin } from "./batch-rows";

const BINS = { wide: 12, narrow: 7 };

/** `needs hdl; sbp`, or keys such as `belowRange:age; deceased`, in words. */
export function batchReason(view: View, text: string): string {
  const { locale } = view;
  if (text.startsWith("needs ")) {
    const names = text.slice(6).split("; ").map((one) => inSentence(locale, factName(locale, one)));
    return view.t("form.needs", { inputs: locale.list(names) });
  }
  const reasons = text.split("; ").map((one) => {
    const [key = "", input = ""] = one.split(":");
    return locale.first([`batch.reason.${key}`, `reasons.${key}`, one], { input: factName(locale, input) });
  });
  return reasons.join(locale.gap);
}

export class BatchSummary extends View {
  static override properties = { risks: { attribute: false }, reasons: { attribute: false }, notes: { attribute: false } };
  /** Risk of each row, 0 to 1; not a number where there is none. */
  declare risks: Float64Array | undefined;
  /** Why rows have no answer, most frequent first. */
  declare reasons: readonly [string, number][];
  /** What holds for every answer, as keys under `batch.notes`. */
  declare notes: readonly string[];
  #asTable = false;
  #allReasons = false;

  protected override render(): TemplateResult {
    return html`${this.#picture()} ${this.notes.map((key) => html`<p class="callout caution">${this.t(`batch.notes.${key}`)}</p>`)} ${this.#reasons()}`;
  }

  /** A phone gets fewer and larger bars, not smaller letters. */
  get #narrow(): boolean {
    const width = this.parentElement?.offsetWidth ?? 0;
    return width > 0 && width < 520;
  }

  #of100(share: number): string {
    return share < 0.01 ? "<1" : this.locale.number(share * 100, 0);
  }

  #picture(): TemplateResult {
    const { risks } = this;
    const bins = risks === undefined ? [] : distribution(risks, this.#narrow ? BINS.narrow : BINS.wide);
    if (risks === undefined || bins.length === 0) return html`<p class="soft part">${this.t("batch.summaryNone")}</p>`;
    const known = risks.filter((value) => !Number.isNaN(value)).sort();
    const at = (share: number): number => known[Math.floor((known.length - 1) * share)] ?? 0;
    const title = this.t("batch.summaryTitle", { n: known.length, median: this.#of100(at(0.5)), high: this.#of100(at(0.9)) });
    const binText = (bin: Bin, index: number): string =>
      this.t(index === bins.length - 1 ? "batch.binLast" : "batch.bin", { from: this.locale.number(bin.from * 100, 1), to: this.locale.number(bin.to * 100, 1), n: bin.count });
    return html`<figure class="figure part">
      <h2>${this.t("batch.summary")}</h2>
      <figcaption>${title}</figcaption>
      ${this.#asTable
        ? html`<ul class="lines small">${bins.map((bin, index) => html`<li>${binText(bin, index)}</li>`)}</ul>`
        : histogram(bins, title, this.t("batch.summaryAxis"), this.#narrow ? 340 : 640, (value) => this.locale.number(value, 1))}
      <button
        class="link small screen"
        @click=${() => {
          this.#asTable = !this.#asTable;
          this.requestUpdate();
        }}
      >
        ${this.t(this.#asTable ? "batch.asPicture" : "batch.asTable")}
      </button>
    </figure>`;
  }

  #reasons(): TemplateResult | typeof nothing {
    const most = this.#allReasons ? this.reasons : this.reasons.slice(0, 6);
    if (most.length === 0) return nothing;
    const rest = this.reasons.slice(most.length).reduce((sum, [, n]) => sum + n, 0);
    return html`<section class="part">
      <h2>${this.t("batch.reasons")}</h2>
      <ul class="lines">
        ${most.map(([text, n]) => html`<li><span>${batchReason(this, text)}</span><span class="soft">${this.t("batch.reasonCount", { n })}</span></li>`)}
      </ul>
      ${rest === 0
        ? nothing
        : html`<button
            class="link"
            @click=${() => {
              this.#allReasons = true;
              this.requestUpdate();
            }}
          >
            ${this.t("batchMore", { n: rest })}
          </button>`}
    </section>`;
  }
}

/** Bars from a zero baseline, labelled where they stand. */
function histogram(bins: readonly Bin[], title: string, axis: string, width: number, write: (value: number) => string): TemplateResult {
  const [height, foot, head] = [200, 28, 22];
  const most = Math.max(...bins.map((bin) => bin.count), 1);
  const step = width / bins.length;
  return html`<svg class="histogram" viewBox="0 0 ${width} ${height}" role="img" aria-label=${title}>
    ${bins.map((bin, at) => {
      const tall = (bin.count / most) * (height - foot - head);
      return svg`<rect x=${at * step + 2} y=${height - foot - tall} width=${step - 4} height=${tall} />
        ${bin.count === 0 ? nothing : svg`<text class="count" x=${at * step + step / 2} y=${height - foot - tall - 6} text-anchor="middle">${write(bin.count)}</text>`}
        ${at % 2 === 0 || bins.length < 9 ? svg`<text x=${at * step} y=${height - foot + 18} text-anchor=${at === 0 ? "start" : "middle"}>${write(bin.from * 100)}</text>` : nothing}`;
    })}
    ${svg`<line x1="0" x2=${width} y1=${height - foot} y2=${height - foot} />`}
  </svg>
    <p class="soft small">${axis}</p>`;
}

customElements.define("bedside-batch-summary", BatchSummary);
