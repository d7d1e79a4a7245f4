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

/** A labelled list of countries that assesses again when one is chosen. */
export function countryField(view: View, label: string, take?: (country: string) => void): TemplateResult {
  const { app, locale } = view;
  const codes = (app.catalog.value?.countries ?? []).map((one) => one.country);
  const now = app.country.value ?? "";
  const id = `country-${view.localName}`;
  const name = (code: string): string => (code === ELSEWHERE ? locale.t("form.countryAny") : locale.country(code));
  const chosen = (event: Event): void => {
    const country = (event.target as HTMLSelectElement).value;
    if (country === "") return;
    if (take !== undefined) take(country);
    else void app.setCountry(country, locale.t("findings.didAnswer", { fact: locale.t("form.country"), answer: name(country) }));
  };
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select class="select" id=${id} .value=${now} @change=${chosen}>
      ${now === "" ? html`<option value="" selected>${locale.t("form.countryPick")}</option>` : nothing}
      ${[...countryOrder(codes, name, (a, b) => locale.compare(a, b)), ELSEWHERE].map(
        (code) => html`<option value=${code} ?selected=${code === now}>${name(code)}</option>`,
      )}
    </select>
  </div>`;
}
