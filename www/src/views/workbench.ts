/** The workbench: from a clinic's own table to a model that was judged, in steps that stand at the side. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import { moveInList } from "../keys";
import { defineView } from "../registry";
import { steps, type Step } from "../workbench/state";
import "./workbench-cohort";
import "./workbench-deploy";
import "./workbench-evaluate";
import "./workbench-explain";
import "./workbench-model";
import "./workbench-pipeline";
import "./workbench-question";

const isStep = (name: string | undefined): name is Step => steps.some((one) => one === name);

export class WorkbenchView extends View {
  #shown: Step | undefined;

  protected override render(): TemplateResult {
    const { workbench } = this.app;
    const { at } = this.app.place.value;
    const now: Step = isStep(at) && workbench.open(at) ? at : "cohort";
    return html`<div class="bench">
      <nav class="bench-steps screen" aria-label=${this.t("workbench.steps.label")}>
        <button class="link back" @click=${() => this.app.go("door")}>${icon("arrow-left")}${this.t("workbench.back")}</button>
        <ol @keydown=${(event: KeyboardEvent) => moveInList(event, [...this.querySelectorAll<HTMLElement>(".bench-steps li > button:not([disabled])")])}>
          ${steps.map((step, place) => {
            const open = workbench.open(step);
            return html`<li>
              <button ?disabled=${!open} aria-current=${step === now ? "step" : nothing} @click=${() => workbench.go(step)}>
                <span class="bench-number" aria-hidden="true">${this.locale.number(place + 1)}</span><span>${this.t(`workbench.steps.${step}`)}</span>
              </button>
            </li>`;
          })}
        </ol>
      </nav>
      <div class="bench-step">${this.#step(now)}</div>
    </div>`;
  }

  /** Each step begins at its heading; a redraw of the same one moves nothing. */
  protected override updated(): void {
    const { at } = this.app.place.peek();
    const now = isStep(at) && this.app.workbench.open(at) ? at : "cohort";
    // The first one took the place of a view that had the keyboard, where it came late.
    const lost = this.#shown === undefined && (this.getRootNode() as ShadowRoot).activeElement === null;
    if (lost || (this.#shown !== undefined && this.#shown !== now)) void this.#arrive();
    this.#shown = now;
  }

  async #arrive(): Promise<void> {
    const step = this.querySelector<HTMLElement & { updateComplete?: Promise<boolean> }>(".bench-step > *");
    await step?.updateComplete;
    const heading = step?.querySelector<HTMLElement>("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
    this.scrollIntoView({ block: "start" });
    this.querySelector(".bench-steps [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #step(step: Step): TemplateResult {
    switch (step) {
      case "cohort":
        return html`<bedside-bench-cohort></bedside-bench-cohort>`;
      case "question":
        return html`<bedside-bench-question></bedside-bench-question>`;
      case "pipeline":
        return html`<bedside-bench-pipeline></bedside-bench-pipeline>`;
      case "model":
        return html`<bedside-bench-model></bedside-bench-model>`;
      case "evaluate":
        return html`<bedside-bench-evaluate></bedside-bench-evaluate>`;
      case "explain":
        return html`<bedside-bench-explain></bedside-bench-explain>`;
      case "deploy":
        return html`<bedside-bench-deploy></bedside-bench-deploy>`;
    }
  }
}

customElements.define("bedside-workbench", WorkbenchView);
defineView({ id: "workbench", available: () => true, render: () => html`<bedside-workbench></bedside-workbench>` });
