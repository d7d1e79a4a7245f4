/** A question answered in place: yes and no, a word, or a number with its unit. Used by findings and plan. */
import { html, type TemplateResult } from "lit";
import type { App } from "../state";
import type { Amendment, Question } from "../engine/api";
import { choosable, wordValue } from "../words";
import { answer, setWord } from "./amendments";
import "./answer-number";
import { nameOf } from "./names";

/** Words that some questions take, where the catalogue does not list them. */
const words: Record<string, readonly string[]> = {
  sex: ["female", "male"],
  smoking: ["never", "former", "current"],
  menopause: ["pre", "post"],
  ancestry: ["east_asian", "south_asian", "other"],
};

type Shape = { kind: "yesNo" } | { kind: "word"; words: readonly string[] } | { kind: "number"; unit?: string };

function shapeOf(app: App, question: Pick<Question, "name" | "kind">): Shape {
  if (question.kind === "dx" || question.kind === "med" || question.kind === "allergy") return { kind: "yesNo" };
  const concept = app.units.concept(question.name);
  const known = concept?.words ?? words[question.name];
  if (known !== undefined && known.length > 0) return { kind: "word", words: choosable(known) };
  if (concept?.canonical !== undefined) return { kind: "number", unit: app.units.unitOf(question.name)?.unit ?? concept.canonical };
  const input = app.catalog.peek()?.equations.flatMap((one) => one.inputs).find((one) => one.id === question.name);
  if (input?.words !== undefined && input.words.length > 0) return { kind: "word", words: input.words.map((one) => one.word) };
  if (input?.unit !== undefined && input.unit !== "") return { kind: "number", unit: input.unit };
  if (input !== undefined) return { kind: "yesNo" };
  const field = app.catalog.peek()?.fields.find((one) => one.name === question.name);
  if (field?.kind !== "number") return { kind: "yesNo" };
  return field.unit === undefined || COUNTED.has(field.unit) ? { kind: "number" } : { kind: "number", unit: field.unit };
}

/** Units of the rules that say no more than the question does. */
const COUNTED = new Set(["count", "score", "ratio"]);

/** Buttons or a field that answer `question`; `said` is told to the live region with its undo. */
export function answerControl(app: App, question: Pick<Question, "name" | "kind">, id: string): TemplateResult {
  const control = controlOf(app, question, id);
  const field = app.catalog.peek()?.fields.find((one) => one.name === question.name);
  if (field?.never !== true) return control;
  // How long ago something was done: "never" is an answer, too.
  const locale = app.locale.value;
  const name = nameOf(locale, question.kind, question.name);
  const never = locale.t("answer.never");
  const send = (): void => void app.amend([answer(question.name, "never")], locale.t("findings.didAnswer", { fact: name, answer: never }));
  return html`<span class="buttons">${control}<button class="button" aria-label=${`${name}${locale.colon}${never}`} @click=${send}>${never}</button></span>`;
}

function controlOf(app: App, question: Pick<Question, "name" | "kind">, id: string): TemplateResult {
  const locale = app.locale.value;
  const name = nameOf(locale, question.kind, question.name);
  const shape = shapeOf(app, question);
  const send = (amendment: Amendment, told: string): void =>
    void app.amend([amendment], locale.t("findings.didAnswer", { fact: name, answer: told }));
  if (shape.kind === "yesNo") {
    const button = (value: boolean): TemplateResult => {
      const word = locale.t(value ? "findings.yes" : "findings.no");
      return html`<button class="button" aria-label=${`${name}${locale.colon}${word}`} @click=${() => send(answer(question.name, value), word)}>
        ${word}
      </button>`;
    };
    return html`<span class="buttons">${button(true)}${button(false)}</span>`;
  }
  if (shape.kind === "word") {
    const concept = app.units.concept(question.name) !== undefined || question.name === "sex";
    return html`<span class="buttons">
      ${shape.words.map((word) => {
        const shown = wordValue(locale, question.name, word);
        return html`<button
          class="button"
          aria-label=${`${name}${locale.colon}${shown}`}
          @click=${() => send(concept ? setWord(question.name, word) : answer(question.name, word), shown)}
        >
          ${shown}
        </button>`;
      })}
    </span>`;
  }
  return html`<bedside-number-answer .name=${question.name} .label=${name} .unit=${shape.unit ?? ""} .field=${id} .give=${send}></bedside-number-answer>`;
}
