/** Groups of the review sheet that hold no state of their own: presumed, not understood, other facts, files. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import type { Assessed, FileReport, Finding, Patient, SetAside } from "../engine/api";
import { answer } from "./amendments";
import { fieldOf } from "./form-model";
import { nameOf } from "./names";
import { placeText } from "../words";

/** Whether any of the words holds what is searched for. */
type Matches = (...words: (string | undefined)[]) => boolean;

const OTHERS_FIRST = 4;
const PRESUMED_FIRST = 6;

/** A titled group of the sheet; nothing without rows. */
export function group(title: string, rows: readonly unknown[], lead?: string): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  return html`<tbody>
    <tr class="group">
      <th scope="rowgroup" colspan="5">${title}${lead === undefined ? nothing : html`<span class="lead-line">${lead}</span>`}</th>
    </tr>
    ${rows}
  </tbody>`;
}

/** A date as it is written in the sheet. */
export function dateText(view: View, date: string | undefined): string {
  return date === undefined || date === "" ? view.t("findings.noDate") : view.locale.date(date);
}

/** The table that a row was opened out of, else the file itself. */
const tableOf = (file: string): string => file.replace(/(\.\w+), \d+$/, "$1");

/** A place without the path inside a file. */
const plainPlace = (place: string): string => place.replace(/(, )?Bundle\.entry\[\d+\].*$/, "");

/** Where a fact stands. The only file of a record is named above the sheet, so its name is not said again in every line. */
export function fromCell(view: View, from: string, code?: string): TemplateResult {
  const files = (view.app.record.peek()?.files ?? []).filter((name) => name !== "form");
  const written = placeText(view.locale, from);
  const shown = from === "form" ? view.t("findings.entered") : files.length === 1 ? written.replace(`${tableOf(files[0] ?? "")}, `, "") : written;
  // Codes and paths into a file say something to a clinician.
  const parts = (view.app.audience.value === "clinician" ? [shown, code ?? ""] : [plainPlace(shown)]).filter((text) => text !== "");
  if (parts.length === 0) return html`<td class="from none"></td>`;
  return html`<td class="from" data-label=${view.t("findings.from")}>${parts.map(
    (text, at) => html`${at === 0 ? nothing : html` <span class="soft">· </span>`}<span class=${at === 0 ? "" : "soft nowrap"}>${text}</span>`,
  )}</td>`;
}

/** A line that opens the rest of its group. */
function moreRow(view: View, n: number, open: () => void): TemplateResult {
  return html`<tr class="screen">
    <td colspan="5"><button class="link" @click=${open}>${view.t("findings.otherMore", { n })}</button></td>
  </tr>`;
}

/** Names taken as no, each with its two answers. `more` opens the rest. */
export function presumedGroup(view: View, names: string[], whole: boolean, matches: Matches, more: () => void): TemplateResult | typeof nothing {
  const all = names.map((id) => ({ id, name: nameOf(view.locale, "dx", id) })).filter((one) => matches(one.name));
  const first = whole ? all.length : PRESUMED_FIRST;
  // Folded lines are there on paper.
  const rows: unknown[] = all.map(
    ({ id, name }, at) => html`<tr class=${at < first ? "" : "paper"} data-fact=${id} tabindex="-1">
      <th scope="row">${name}</th>
      <td data-label=${view.t("findings.value")}><span class="tag">${view.t("findings.presumedIs")}</span></td>
      <td class="act" colspan="3">
        <span class="buttons">
          <button
            class="button"
            aria-label=${`${name}${view.locale.colon}${view.t("findings.presumedYes")}`}
            @click=${() => void view.app.amend([answer(id, true)], view.t("findings.didAnswer", { fact: name, answer: view.t("findings.yes") }))}
          >
            ${view.t("findings.presumedYes")}
          </button>
          <button
            class="button quiet"
            aria-label=${`${name}${view.locale.colon}${view.t("findings.presumedRight")}`}
            @click=${() => void view.app.amend([answer(id, false)], view.t("findings.didAnswer", { fact: name, answer: view.t("findings.no") }))}
          >
            ${view.t("findings.presumedRight")}
          </button>
        </span>
      </td>
    </tr>`,
  );
  if (first < all.length) rows.push(moreRow(view, all.length - first, more));
  const lead = view.app.audience.value === "clinician" ? "presumedLeadClinician" : "presumedLead";
  return group(view.t("findings.presumed"), rows, view.t(`findings.${lead}`));
}

/** Words of the record that matched nothing. */
export function lostGroup(view: View, assessed: Assessed, matches: Matches): TemplateResult | typeof nothing {
  const rows = assessed.notUnderstood
    .filter((one) => matches(one.text))
    .map(
      (one) => html`<tr>
        <th scope="row">${one.text}</th>
        <td colspan="4" class="soft">${view.t(`findings.listOf.${one.list}`)}</td>
      </tr>`,
    );
  return group(view.t("findings.notUnderstood"), rows, view.t("findings.notUnderstoodLead"));
}

/** Numbers without a concept: shown, used by no score. `more` opens the rest. */
export function otherGroup(view: View, record: Patient, whole: boolean, matches: Matches, more: () => void): TemplateResult | typeof nothing {
  const all = (record.other ?? []).filter((one) => matches(one.text));
  const shown = whole ? all : all.slice(0, OTHERS_FIRST);
  const rows: unknown[] = shown.map(
    (one) => html`<tr>
      <th scope="row">${one.text}</th>
      <td data-label=${view.t("findings.value")}>
        ${one.value === undefined ? (one.word ?? "") : view.locale.number(one.value, 3)} ${one.unit ?? ""}
      </td>
      <td class="day" data-label=${view.t("findings.date")}>${dateText(view, one.date)}</td>
      ${fromCell(view, [one.origin.file, one.origin.place].filter(Boolean).join(", "))}
      <td class="act screen"></td>
    </tr>`,
  );
  if (shown.length < all.length) rows.push(moreRow(view, all.length - shown.length, more));
  return group(view.t("findings.other"), rows, view.t("findings.otherLead"));
}

/** A number that could not be used as it stands, as a line that can be mended. */
export function mendable(view: View, one: SetAside, given: { value: number; unit: string } | undefined): Finding | undefined {
  const { concept, date } = one;
  if (concept === undefined || fieldOf(view.app.units, concept) === undefined) return undefined;
  const known = given !== undefined && view.app.units.concept(concept)?.units?.some((unit) => unit.unit === given.unit) === true;
  const value = known && given !== undefined ? view.app.units.canonical(concept, given.value, given.unit) : undefined;
  const input = { id: concept, status: "found" as const, facts: [one.id], ...(value === undefined ? {} : { value }), ...(date === undefined ? {} : { date }) };
  return { concept, input, notes: [], earlier: [], from: one.origin.file };
}

/** What the file holds and Bedside does not read, by name. */
function skipped(view: View, file: FileReport): TemplateResult | typeof nothing {
  const { skipped: left, notes } = file as FileReport & { skipped?: Record<string, number>; notes?: string[] };
  const names = Object.entries(left ?? {}).map(([name, n]) => `${name} (${view.locale.number(n)})`);
  const known = (notes ?? []).map((key) => `fileNotes.${key}`).filter((key) => view.locale.has(key));
  return html`${names.length === 0 ? nothing : html`<span class="small">${view.t("findings.skipped", { names: view.locale.list(names) })}</span>`}
    ${known.map((key) => html`<span class="small">${view.t(key)}</span>`)}`;
}

/** The files of this person, with what each could not give. */
export function filesPart(view: View): TemplateResult | typeof nothing {
  // What was typed in is no file.
  const files = view.app.files.value.filter(({ file }) => file !== "form");
  if (files.length === 0) return nothing;
  return html`<section class="files">
    <h2>${view.t("findings.files")}</h2>
    <ul class="lines">
      ${files.map(
        (file) => html`<li>
          <span>${placeText(view.locale, file.file)}</span>
          <span class="soft">
            ${view.t("findings.fileFacts", { n: file.facts })}
            ${file.error === undefined ? nothing : html`<span class="tag caution">${view.t("findings.fileTrouble")}</span>`}
            ${skipped(view, file)}
            ${(file.unmapped?.length ?? 0) === 0
              ? nothing
              : html`<button class="link screen" @click=${() => view.app.openDialog("mapping", file.file)}>
                  ${view.t("mapping.title", { n: file.unmapped?.length ?? 0 })}
                </button>`}
          </span>
        </li>`,
      )}
    </ul>
  </section>`;
}
