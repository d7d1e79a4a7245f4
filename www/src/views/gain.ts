/** The gain of one card: the picture of a hundred people, its sentence, how sure, what harm, and what was measured. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import { gainArray, gainRow } from "../charts/gain-array";
import type { Assessed, Card } from "../engine/api";
import { icon } from "../icons";
import { effectFor, effectsFor, fewerText, gainFor, gainInterval, gainSentence, harmText, noGainText, nntText, pathText } from "./gain-words";
import { scoreName } from "../words";

/** The picture, its sentence and the range, as the plan's card shows them; else an honest line that there is none. */
export function gainPart(view: View, card: Card, assessed: Assessed): TemplateResult {
  const reader = view.app.audience.value;
  const gain = gainFor(card, reader);
  const told = harmText(view.locale, card);
  const harm = told === undefined ? nothing : html`<p class="small harm">${icon("triangle-alert")}${told}</p>`;
  if (gain === undefined) return html`${measured(view, card)}${harm}<p class="small soft">${noGainText(view.locale, card, reader)}</p>`;
  const score = assessed.scores.find((one) => one.id === gain.basis);
  const path = pathText(view.locale, view.app.units, gain);
  const nnt = nntText(view.locale, gain);
  return html`<div class="gain">
      ${gainArray({ baseline: gain.baseline, reduction: gain.reduction, outline: gain.outline === true })}
      <div class="gain-words">
        <p class="gain-count">${fewerText(view.locale, gain)}</p>
        <p class="small">${gainSentence(view.locale, gain, reader)}</p>
        <p class="small soft">${gainInterval(view.locale, gain)}</p>
        ${gain.outline === true ? html`<p class="small soft">${view.say("gain.outline")}</p>` : nothing}
        ${harm}
        ${gainNotes(view, gain.notes)}
        ${reader === "clinician"
          ? html`<p class="small soft">
              ${[nnt, path, score === undefined ? undefined : view.t("gain.basis", { score: scoreName(view.locale, score) })].filter(Boolean).join(view.locale.gap === "" ? "" : " ")}
            </p>`
          : nothing}
      </div>
    </div>
    ${measured(view, card)}`;
}

/** What the engine says of a gain, where it has words: end points that differ, missing ranges, what nobody checked. */
export function gainNotes(view: View, notes: readonly string[] = []): TemplateResult[] {
  return notes.filter((note) => note !== "interval_missing").map((note) => `gain.notes.${note}`).filter((key) => view.locale.has(key)).map((key) => html`<p class="small soft">${view.t(key)}</p>`);
}

/** Numbers in the body that trials saw move; relative risks only for a clinician. */
function measured(view: View, card: Card): TemplateResult | typeof nothing {
  const reader = view.app.audience.value;
  const hidden = gainFor(card, reader) === undefined;
  const shown = reader === "clinician" || hidden ? effectsFor(card, reader) : [];
  if (shown.length === 0 || card.status === "avoid") return nothing;
  return html`<div class="measured small">
    <p class="soft">${view.t("gain.measured")}${view.locale.colon.trim()}</p>
    <ul>
      ${shown.map((effect) => html`<li>${effectFor(view.locale, view.app.units, effect, reader)}${reader === "clinician" ? html` <span class="soft">${view.t(`effects.of.${effect.id}`)}</span>` : nothing}${effect.verification === "U" ? html` <span class="tag caution">${view.t("plan.unchecked")}</span>` : nothing}</li>`)}
    </ul>
    ${hidden && reader === "patient" ? html`<p class="soft">${view.t("gain.measuredNote")}</p>` : nothing}
  </div>`;
}

/** The gain in one row, for a small card; nothing where there is none. */
export function gainLine(view: View, card: Card): TemplateResult | typeof nothing {
  const gain = gainFor(card, view.app.audience.value);
  if (gain === undefined) return nothing;
  return html`<div class="gain-line">
    ${gainRow({ baseline: gain.baseline, reduction: gain.reduction, outline: gain.outline === true })}
    <span>${fewerText(view.locale, gain)}${gain.outline === true ? html`<span class="soft">${view.locale.comma}${view.t("effects.cohort")}</span>` : nothing}</span>
  </div>`;
}

/** How the step suits what the person said of their wishes. */
export function fitPart(view: View, card: Card): TemplateResult | typeof nothing {
  const fit = card.preference;
  if (fit === undefined) return nothing;
  const line = (side: "fits" | "against", key: string): TemplateResult => {
    const [kind = "", what = ""] = key.split(":");
    const name = view.locale.first([`preference.${kind}.${what}`, `preference.joints.${what}`, what]);
    return html`<span class=${side === "against" ? "unfit" : ""}>${view.t(`preference.${side}.${kind}`, { name })}</span>`;
  };
  return html`${(fit.fits ?? []).map((key) => line("fits", key))}${(fit.against ?? []).map((key) => line("against", key))}`;
}
