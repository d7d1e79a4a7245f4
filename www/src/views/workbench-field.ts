/** A value typed for one column of a model: a number, a day or one of its words; where wanted, with the range of training. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import type { OwnField } from "../workbench/own";

export function typedField(view: View, { name, words, day, low, high }: OwnField, id: string, text: string, take: (text: string) => void, ranged = false): TemplateResult {
  const taken = (event: Event): void => take((event.target as HTMLInputElement | HTMLSelectElement).value);
  const number = (value: number): string => view.locale.number(value, 3);
  const range = ranged && words === undefined && day !== true && low !== undefined && high !== undefined ? view.t("workbench.page.range", { low: number(low), high: number(high) }) : undefined;
  return html`<div class="field">
    <label for=${id} translate="no">${name}</label>
    ${range === undefined ? nothing : html`<span class="hint" id=${`${id}-hint`}>${range}</span>`}
    ${words === undefined
      ? html`<input class="input ${day === true ? "" : "short"}" id=${id} type=${day === true ? "date" : "text"} inputmode=${day === true ? nothing : "decimal"} autocomplete="off" aria-describedby=${range === undefined ? nothing : `${id}-hint`} .value=${text} @change=${taken} />`
      : html`<select class="select" id=${id} @change=${taken}>
          <option value="" ?selected=${text === ""}>${view.t("workbench.page.unknown")}</option>
          ${words.map((word) => html`<option value=${word} ?selected=${word === text} translate="no">${word}</option>`)}
        </select>`}
  </div>`;
}
