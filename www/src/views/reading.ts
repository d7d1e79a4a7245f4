/** While something long runs: what, how much is done, how long it will take, and a way to stop. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";

export class ReadingView extends View {
  #tick: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#tick = setInterval(() => this.requestUpdate(), 500);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
  }

  protected override render(): TemplateResult | typeof nothing {
    const work = this.app.work.value;
    if (work === undefined) return nothing;
    const { progress } = work;
    const share = progress === undefined || progress.total <= 0 ? undefined : Math.min(1, progress.done / progress.total);
    const spent = (performance.now() - work.startedAt) / 1000;
    const left = share === undefined || share < 0.05 || spent < 1 ? undefined : (spent / share) * (1 - share);
    return html`<section class="reading">
      <h1 tabindex="-1">${this.t("reading.title", { n: work.names.length, name: work.names[0] ?? "" })}</h1>
      <progress aria-label=${this.t("reading.label")} max="1" .value=${share ?? 0} ?data-unknown=${share === undefined}></progress>
      <p class="soft">
        ${share === undefined ? this.t("reading.begun") : this.t("reading.done", { share: this.locale.percent(share) })}
        ${left === undefined || left < 2 ? nothing : this.t("reading.left", { n: Math.ceil(left) })}
      </p>
      <p class="soft small">${this.t("reading.here")}</p>
      <div class="buttons"><button class="button" @click=${() => work.cancel()}>${this.t("common.cancel")}</button></div>
    </section>`;
  }
}

customElements.define("bedside-reading", ReadingView);
