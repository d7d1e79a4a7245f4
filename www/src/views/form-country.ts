/** Where the person lives: asked, never taken from the language. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";

/** Any place that no table names; the engine takes it as "elsewhere". */
const ELSEWHERE = "ZZ";

/** Countries most asked for, first in the list. */
const often = ["US", "CN", "GB"];

/** ISO codes in the language's own order, the common ones first. */
export function countryOrder(codes: readonly string[], name: (code: string) => string, compare: (a: string, b: string) => number): string[] {
  const rest = codes.filter((code) => !often.includes(code)).sort((a, b) => compare(name(a), name(b)));
  return [...often.filter((code) => codes.includes(code)), ...rest];
}

/** What may be chosen, in the reader's words. */
export function countryChoices({ app, locale }: View): { code: string; name: string }[] {
  const codes = (app.catalog.value?.countries ?? []).map((one) => one.country);
  const name = (code: string): string => (code === ELSEWHERE ? locale.t("form.countryAny") : locale.country(code));
  return [...countryOrder(codes, name, (a, b) => locale.compare(a, b)), ELSEWHERE].map((code) => ({ code, name: name(code) }));
}

/** A labelled list of countries that assesses again when one is chosen. */
export function countryField(view: View, label: string, take?: (country: string) => void): TemplateResult {
  const { app, locale } = view;
  const now = app.country.value ?? "";
  const id = `country-${view.localName}`;
  const chosen = (event: Event): void => {
    const { value, selectedOptions } = event.target as HTMLSelectElement;
    if (value === "") return;
    if (take !== undefined) take(value);
    else void app.setCountry(value, locale.t("findings.didAnswer", { fact: locale.t("form.country"), answer: selectedOptions[0]?.text ?? value }));
  };
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select class="select" id=${id} .value=${now} @change=${chosen}>
      ${now === "" ? html`<option value="" selected>${locale.t("form.countryPick")}</option>` : nothing}
      ${countryChoices(view).map(({ code, name }) => html`<option value=${code} ?selected=${code === now}>${name}</option>`)}
    </select>
  </div>`;
}
