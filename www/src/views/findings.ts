/** The review sheet: what was found, asked, presumed, set aside and not understood; editable in place. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { Assessed, Finding, Patient, Question } from "../engine/api";
import { icon } from "../icons";
import { defineView } from "../registry";
import { inputText, placeText } from "../words";
import { restore, setAside } from "./amendments";
import { answerControl } from "./answer";
import { dateText, filesPart, fromCell, group, lostGroup, mendable, otherGroup, presumedGroup } from "./findings-groups";
import { spark } from "./findings-spark";
import { dayNumber, entries, grouped, listed, needsLook, presumedNames, questions, type Entry } from "./findings-rows";
import "./findings-edit";
import { rivals, stillRight, type Rival } from "./findings-which";
import { nameOf, questionOf } from "./names";

type Filter = "all" | "toAnswer" | "presumed" | "setAside" | "notUnderstood" | "edited";

const QUESTIONS_FIRST = 6;

export class Findings extends View {
  #filter: Filter = "all";
  #text = "";
  /** Concept whose row is open for editing. */
  #editing: string | undefined;
  #allQuestions = false;
  #allOthers = false;
  #allPresumed = false;

  override firstUpdated(): void {
    const at = this.app.place.peek().at;
    if (at === undefined) return;
    if (at === "to-answer") {
      this.#choose("toAnswer");
      void this.focusOn("h1");
      return;
    }
    const line = `[data-fact="${CSS.escape(at)}"]`;
    // What is asked for may be folded away.
    if (!(this.querySelector<HTMLElement>(line)?.offsetParent instanceof Element)) {
      this.#allPresumed = true;
      this.#allQuestions = true;
      this.requestUpdate();
    }
    void this.focusOn(line);
  }

  protected override render(): TemplateResult | typeof nothing {
    const assessed = this.app.assessed.value;
    const record = this.app.record.value;
    if (assessed === undefined || record === undefined) return nothing;
    const list = entries(record, assessed);
    const asks = questions(assessed);
    const facts = listed(assessed);
    const looks = facts.filter(needsLook);
    const presumed = presumedNames(assessed);
    const counts: Record<Filter, number> = {
      all: facts.length + list.length,
      toAnswer: asks.length + looks.length,
      presumed: presumed.length,
      setAside: record.setAside?.length ?? 0,
      notUnderstood: assessed.notUnderstood.length,
      edited: assessed.findings.filter((one) => this.#isEdited(one, record)).length,
    };
    if (Object.values(counts).every((n) => n === 0) && (record.other?.length ?? 0) === 0) {
      return html`<section class="review">
        ${this.#heading(record, counts)}
        <div class="buttons"><button class="button" @click=${() => this.app.go("form")}>${this.t("form.title")}</button></div>
        ${filesPart(this)}
      </section>`;
    }
    return html`<section class="review">
      ${this.#heading(record, counts)} <bedside-partial></bedside-partial> ${this.#chips(counts)} ${this.#find()}
      ${this.#table(assessed, record, list, asks, looks, presumed)} ${filesPart(this)}
    </section>`;
  }

  #heading(record: Patient, counts: Record<Filter, number>): TemplateResult {
    const files = (record.files ?? []).filter((name) => name !== "form");
    const args = { n: counts.all, files: files.length, file: placeText(this.locale, files[0] ?? "") };
    const key = counts.all === 0 ? "titleNone" : files.length === 0 ? "titleForm" : files.length === 1 ? "titleOneFile" : "title";
    const ask = counts.toAnswer === 0 ? this.t("findings.answerNone") : this.t("findings.answerCount", { n: counts.toAnswer });
    return html`<h1 tabindex="-1">${this.t(`findings.${key}`, args)}${this.locale.gap}${ask}</h1>
      ${counts.all === 0 ? html`<p class="soft">${this.t("findings.emptyLead")}</p>` : nothing}`;
  }

  #chips(counts: Record<Filter, number>): TemplateResult {
    const shown: Filter[] = (["all", "toAnswer", "presumed", "setAside", "notUnderstood", "edited"] as const).filter(
      (one) => one === "all" || one === this.#filter || counts[one] > 0,
    );
    return html`<div class="chips screen" role="group" aria-label=${this.t("findings.filter")}>
      ${shown.map(
        (one) => html`<button
          class="chip"
          aria-pressed=${one === this.#filter ? "true" : "false"}
          @click=${() => this.#choose(one)}
        >
          ${this.t(`findings.${one}`)} <span class="count">${this.locale.number(counts[one])}</span>
        </button>`,
      )}
    </div>`;
  }

  #choose(filter: Filter): void {
    this.#filter = filter;
    this.requestUpdate();
  }

  #find(): TemplateResult {
    return html`<label class="find screen">
      ${icon("search")}<span class="unseen">${this.t("findings.search")}</span>
      <input
        class="input"
        type="search"
        id="find-fact"
        placeholder=${this.t("findings.search")}
        .value=${this.#text}
        @input=${(event: Event) => {
          this.#text = (event.target as HTMLInputElement).value.trim();
          this.requestUpdate();
        }}
      />
    </label>`;
  }

  #shows(group: Filter): boolean {
    return this.#filter === "all" || this.#filter === group;
  }

  #matches(...words: (string | undefined)[]): boolean {
    const text = this.#text.toLocaleLowerCase(this.locale.tag);
    return text === "" || words.some((word) => word?.toLocaleLowerCase(this.locale.tag).includes(text));
  }

  #isEdited(finding: Finding, record: Patient): boolean {
    return finding.input.status === "entered" && (record.files ?? []).some((name) => name !== "form");
  }

  #table(
    assessed: Assessed, record: Patient, list: Entry[], asks: Question[], looks: Finding[], presumed: string[],
  ): TemplateResult {
    const name = (id: string): string => nameOf(this.locale, "input", id);
    const bodies: (TemplateResult | typeof nothing)[] = [];
    if (this.#shows("toAnswer")) bodies.push(this.#askBody(asks, looks, assessed, record));
    if (this.#filter === "all" || this.#filter === "edited") {
      const kept = listed(assessed).filter((one) => this.#filter === "all" || this.#isEdited(one, record));
      for (const [id, findings] of grouped(kept)) {
        const rows = findings.filter((one) => this.#matches(name(one.concept), one.concept, one.from, one.code));
        bodies.push(group(this.t(`findings.groups.${id}`), rows.map((one) => this.#row(one, record))));
      }
    }
    if (this.#filter === "all") {
      for (const part of ["conditions", "medicines", "allergies"] as const) {
        const rows = list.filter((one) => one.list === part && this.#matches(one.text, one.file));
        const title = part === "allergies" ? this.t("form.groups.allergies") : this.t(`findings.groups.${part}`);
        bodies.push(group(title, rows.map((one) => this.#entryRow(one))));
      }
    }
    const matches = (...words: (string | undefined)[]): boolean => this.#matches(...words);
    if (this.#shows("presumed")) {
      const whole = this.#allPresumed || this.#filter === "presumed" || this.#text !== "";
      const more = (): void => {
        this.#allPresumed = true;
        this.requestUpdate();
      };
      bodies.push(presumedGroup(this, presumed, whole, matches, more));
    }
    if (this.#shows("notUnderstood")) bodies.push(lostGroup(this, assessed, matches));
    if (this.#filter === "all") {
      const more = (): void => {
        this.#allOthers = true;
        this.requestUpdate();
      };
      bodies.push(otherGroup(this, record, this.#allOthers || this.#text !== "", matches, more));
    }
    if (this.#shows("setAside")) bodies.push(this.#asideBody(record));
    const any = bodies.some((body) => body !== nothing);
    return html`<table class="table stacks sheet">
        <thead>
          <tr>
            ${(["fact", "value", "date", "from"] as const).map((key) => html`<th scope="col">${this.t(`findings.${key}`)}</th>`)}
            <th scope="col" class="screen"><span class="unseen">${this.t("findings.act")}</span></th>
          </tr>
        </thead>
        ${bodies}
      </table>
      ${any ? nothing : html`<p class="soft">${this.#text === "" ? this.t("findings.nothingHere") : this.t("findings.noMatch", { text: this.#text })}</p>`}`;
  }

  #askBody(asks: Question[], looks: Finding[], assessed: Assessed, record: Patient): TemplateResult | typeof nothing {
    const first = this.#allQuestions || this.#filter === "toAnswer" ? asks : asks.slice(0, QUESTIONS_FIRST);
    const rows: unknown[] = [];
    for (const finding of looks) {
      if (this.#matches(nameOf(this.locale, "input", finding.concept))) rows.push(this.#lookRow(finding, assessed, record));
    }
    for (const question of first) {
      if (this.#matches(nameOf(this.locale, question.kind, question.name))) rows.push(this.#questionRow(question));
    }
    if (first.length < asks.length) {
      rows.push(html`<tr class="ask screen">
        <td colspan="5">
          <button
            class="link"
            @click=${() => {
              this.#allQuestions = true;
              this.requestUpdate();
            }}
          >
            ${this.t("findings.otherMore", { n: asks.length - first.length })}
          </button>
        </td>
      </tr>`);
    }
    return group(this.t("findings.toAnswer"), rows);
  }

  #questionRow(question: Question): TemplateResult {
    const scores = question.scores?.length ?? 0;
    const actions = question.actions?.length ?? 0;
    const moves = [
      scores > 0 ? this.t("findings.moves", { n: scores }) : "",
      actions > 0 ? this.t("findings.movesActions", { n: actions }) : "",
    ].filter((text) => text !== "");
    return html`<tr class="ask" data-fact=${question.name} tabindex="-1">
      <th scope="row">
        ${nameOf(this.locale, question.kind, question.name)}
        <span class="said">${questionOf(this.locale, question.kind, question.name, this.app.audience.value)}</span>
        <span class="soft tiny">${this.locale.list(moves)}</span>
      </th>
      <td class="value unknown" data-label=${this.t("findings.value")}>${this.t("plan.unknownValue")}</td>
      <td class="act" colspan="3">${answerControl(this.app, question, `ask-${question.name}`)}</td>
    </tr>`;
  }

  #lookRow(finding: Finding, assessed: Assessed, record: Patient): TemplateResult {
    if (this.#editing === `look ${finding.concept}`) return this.#editRow(finding);
    const name = nameOf(this.locale, "input", finding.concept);
    const against = finding.notes.includes("contradicts") ? rivals(this.locale, this.app.units, finding, assessed, record) : [];
    if (against.length > 0) return this.#whichRow(finding, name, against);
    const right = stillRight(this.app.units, finding);
    return html`<tr class="ask">
      <th scope="row">${name}<span class="said">${this.#notes(finding).join(this.locale.semicolon)}</span></th>
      <td class="value">${this.#value(finding)}</td>
      <td class="day">${dateText(this, finding.input.date)}</td>
      ${fromCell(this, finding.from)}
      <td class="act screen">
        <span class="buttons">
          ${right.length === 0
            ? nothing
            : html`<button
                class="button"
                aria-label=${this.t("findings.confirmNamed", { fact: name })}
                @click=${() => void this.app.amend(right, this.t("findings.didAnswer", { fact: name, answer: this.t("findings.confirm") }))}
              >
                ${this.t("findings.confirm")}
              </button>`}
          ${this.#editButton(finding, name, `look ${finding.concept}`)}
        </span>
      </td>
    </tr>`;
  }

  /** Values that cannot both be right, side by side. */
  #whichRow(finding: Finding, name: string, against: readonly Rival[]): TemplateResult {
    const text = (one: Rival): string => `${name} ${one.value}${one.origin === "" ? "" : this.locale.aside(one.origin)}`;
    return html`<tr class="ask which" data-fact=${finding.concept} tabindex="-1">
      <th scope="row">${name}<span class="said">${this.t("which.ask", { n: against.length })}</span></th>
      <td class="which-values" colspan="4">
        <ul class="rivals">
          ${against.map(
            (one) => html`<li>
              <b>${one.value}</b>
              <span class="soft small">${one.origin}${one.now ? html` <span class="tag">${this.t("which.now")}</span>` : nothing}</span>
              <button class="button screen" aria-label=${this.t("which.useNamed", { value: text(one) })} @click=${() => void this.app.amend(one.use, this.t("which.did", { fact: name, value: one.value }))}>
                ${this.t("which.use")}
              </button>
            </li>`,
          )}
        </ul>
        <p class="soft small screen">${this.t("which.kept")} <button class="link" @click=${() => this.#startEdit(finding, `look ${finding.concept}`)}>${this.t("which.neither")}</button></p>
      </td>
    </tr>`;
  }

  #row(finding: Finding, record: Patient): TemplateResult {
    if (this.#editing === finding.concept) return this.#editRow(finding);
    const name = nameOf(this.locale, "input", finding.concept);
    const notes = this.#notes(finding);
    return html`<tr data-fact=${finding.concept} tabindex="-1">
      <th scope="row">
        ${this.locale.has(`glossary.${finding.concept}.text`) ? html`<bedside-term .term=${finding.concept} .text=${name}></bedside-term>` : name}
        ${this.#isEdited(finding, record) ? html`<span class="tag">${this.t("findings.edited")}</span>` : nothing}
        ${finding.input.status === "derived" ? html`<span class="soft">${this.t("findings.derived")}</span>` : nothing}
        ${notes.length === 0 ? nothing : html`<span class="soft line">${this.locale.list(notes)}</span>`}
      </th>
      <td class="value" data-label=${this.t("findings.value")}>${this.#value(finding)} ${this.#trend(finding)}</td>
      <td class="day" data-label=${this.t("findings.date")}>${dateText(this, finding.input.date)}</td>
      ${fromCell(this, finding.from, finding.code)}
      <td class="act screen">${this.#editButton(finding, name)}</td>
    </tr>`;
  }

  #value(finding: Finding): TemplateResult {
    const { input } = finding;
    const units = this.app.units;
    const choices = units.choices(finding.concept);
    if (input.value === undefined || input.word !== undefined || choices.length < 2) {
      return html`<b>${inputText(this.locale, units, input)}</b>`;
    }
    const shown = units.show(finding.concept, input.value);
    const next = choices[(choices.findIndex((one) => one.unit === shown.unit) + 1) % choices.length];
    const bound = input.comparator === "below" ? "< " : input.comparator === "above" ? "> " : "";
    return html`<b>${bound}${shown.text}</b>
      <button
        class="unit"
        aria-label=${this.t("form.unit", { field: nameOf(this.locale, "input", finding.concept) }) + this.locale.colon + shown.label}
        @click=${() => next !== undefined && this.app.setFieldUnit(finding.concept, next.unit)}
      >
        ${shown.label}
      </button>`;
  }

  #trend(finding: Finding): TemplateResult | typeof nothing {
    const { value, date } = finding.input;
    if (value === undefined || finding.earlier.length === 0) return nothing;
    const write = (one: number): string => this.app.units.write(finding.concept, one);
    const first = finding.earlier[0];
    const text = this.t("findings.trendText", { n: finding.earlier.length, first: write(first?.value ?? value), last: write(value) });
    const points = finding.earlier.map((one) => ({ day: dayNumber(one.date), value: one.value }));
    points.push({ day: dayNumber(date ?? this.app.assessed.peek()?.asOf ?? "2026"), value });
    return spark(points, text);
  }

  #notes(finding: Finding): string[] {
    const keys = finding.input.status === "old" && !finding.notes.includes("old") ? ["old", ...finding.notes] : finding.notes;
    return keys.map((key) => this.locale.first([`findings.${key}`, `notes.${key}`, key]));
  }

  #editButton(finding: Finding, name: string, key: string = finding.concept): TemplateResult {
    return html`<button
      class="button quiet icon-only"
      aria-label=${this.t("findings.editNamed", { fact: name })}
      title=${this.t("findings.edit")}
      @click=${() => this.#startEdit(finding, key)}
    >
      ${icon("pencil")}
    </button>`;
  }

  #startEdit(finding: Finding, key: string = finding.concept): void {
    this.#editing = key;
    this.requestUpdate();
  }

  #stopEdit(concept: string): void {
    this.#editing = undefined;
    this.requestUpdate();
    void this.focusOn(`[data-fact="${CSS.escape(concept)}"]`);
  }

  #editRow(finding: Finding): TemplateResult {
    return html`<tr class="editing" data-edit=${finding.concept}>
      <td colspan="5">
        <bedside-edit-fact .finding=${finding} ?used=${this.#editing?.startsWith("aside ") !== true} @bedside-edited=${() => this.#stopEdit(finding.concept)}></bedside-edit-fact>
      </td>
    </tr>`;
  }

  #entryRow(entry: Entry): TemplateResult {
    const kind = entry.list === "conditions" ? "dx" : entry.list === "medicines" ? "med" : "allergy";
    const text = entry.name === undefined ? entry.text : nameOf(this.locale, kind, entry.name);
    const status = entry.status === "active" || entry.status === "current" ? "" : this.locale.first([`entryStatus.${entry.status}`, entry.status]);
    return html`<tr data-fact=${String(entry.fact)} tabindex="-1">
      <th scope="row">
        ${text}
        ${entry.understood ? nothing : html`<span class="tag caution">${this.t("findings.notUnderstood")}</span>`}
      </th>
      <td class="value" data-label=${this.t("findings.value")}>${[entry.dose, status].filter(Boolean).join(this.locale.comma)}</td>
      <td class="day" data-label=${this.t("findings.date")}>${dateText(this, entry.date)}</td>
      ${fromCell(this, [entry.file, entry.place].filter(Boolean).join(", "), entry.code)}
      <td class="act screen">
        <button
          class="button quiet icon-only"
          aria-label=${this.t("findings.setAsideNamed", { fact: text })}
          title=${this.t("findings.setAsideDo")}
          @click=${() => void this.app.amend([setAside(entry.fact)], this.t("findings.didSetAside", { fact: text }))}
        >
          ${icon("ban")}
        </button>
      </td>
    </tr>`;
  }

  #asideBody(record: Patient): TemplateResult | typeof nothing {
    const rows = (record.setAside ?? [])
      .filter((one) => this.#matches(one.text, one.concept))
      .map((one) => {
        const name = one.concept === undefined ? one.text : nameOf(this.locale, "input", one.concept);
        const shown = one.shown ?? "";
        const { kept, given } = one as typeof one & { kept?: unknown; given?: { value: number; unit: string } };
        const broken = mendable(this, one, given);
        if (this.#editing === `aside ${one.id}` && broken !== undefined) return this.#editRow(broken);
        return html`<tr class="aside" data-fact=${String(one.id)} tabindex="-1">
          <th scope="row">${name} ${shown}</th>
          <td class="dash">–</td>
          <td class="day" data-label=${this.t("findings.date")}>${dateText(this, one.date)}</td>
          <td class="from">${this.locale.first([`setAside.${one.reason}`, one.reason], { ...one.args, value: shown })}</td>
          <td class="act screen">
            ${kept === undefined
              ? broken === undefined
                ? nothing
                : html`<button
                    class="button quiet icon-only"
                    aria-label=${this.t("findings.editNamed", { fact: `${name} ${shown}` })}
                    title=${this.t("findings.edit")}
                    @click=${() => this.#startEdit(broken, `aside ${one.id}`)}
                  >
                    ${icon("pencil")}
                  </button>`
              : html`<button
                  class="button quiet"
                  aria-label=${this.t("findings.restoreNamed", { fact: `${name} ${shown}` })}
                  @click=${() => void this.app.amend([restore(one.id)], this.t("findings.didRestore", { fact: name }))}
                >
                  ${this.t("findings.restore")}
                </button>`}
          </td>
        </tr>`;
      });
    return group(this.t("findings.setAsideGroup"), rows);
  }

}

customElements.define("bedside-findings", Findings);
defineView({
  id: "findings",
  rail: 20,
  available: (app) => app.assessed.value !== undefined,
  count: (app) => {
    const [assessed, record] = [app.assessed.value, app.record.value];
    return assessed === undefined || record === undefined ? undefined : listed(assessed).length + entries(record, assessed).length;
  },
  render: () => html`<bedside-findings></bedside-findings>`,
});
