/** `bedside assess FILE…`: one person's files → scores and next steps. */
import { BedsideError, type Assessed, type AssessOptions, type Client, type Patient, type Reading } from "../node";
import { answerText } from "./answer";
import { dateOption, understand, type Given } from "./arguments";
import { fileBytes } from "./files";
import { Misuse } from "./misuse";
import { errorLine, factName, words } from "./words";

/** What is written, and the lines about files that could not be read (whole or in part). */
export interface Report {
  text: string;
  problems: string[];
}

export async function assess(client: Client, args: readonly string[]): Promise<Report> {
  const given = understand(args, ["as-of", "country", "region", "person"], ["json"]);
  if (given.words.length === 0) throw new Misuse("assess needs at least one file.");
  const options: AssessOptions = {};
  const asOf = dateOption(given, "as-of");
  if (asOf) options.asOf = asOf;
  const [country, region] = [given.options.get("country"), given.options.get("region")];
  if (country) options.country = country.toUpperCase();
  if (region) options.region = region;

  const reading = await client.read(await Promise.all(given.words.map(fileBytes)));
  const problems = reading.files.flatMap((file) => (file.error ? [errorLine({ ...file.error, place: file.error.place || file.file })] : []));
  const patient = thePerson(reading, given);
  if (!patient) return { text: "", problems: problems.length ? problems : [errorLine({ kind: "unsupported", key: "read.nothing", place: given.words.join(", ") })] };
  const assessed = await client.assess(patient, options);
  const text = given.options.has("json") ? JSON.stringify({ files: reading.files, ...assessed }, undefined, 2) : report(client, assessed);
  return { text, problems };
}

/** The one person of these files, or the one that was chosen; never a merge of two. */
function thePerson(reading: Reading, given: Given): Patient | undefined {
  const choice = given.options.get("person");
  const count = reading.patients.length;
  if (choice === undefined) {
    if (count <= 1) return reading.patients[0];
    throw severalPeople(given.words.join(", "), `these files hold ${count} people; choose one with --person 1 to --person ${count}, or use batch`);
  }
  const patient = reading.patients[Number(choice) - 1];
  if (!patient) throw severalPeople(given.words.join(", "), `there is no person ${choice}; these files hold ${count}`);
  return patient;
}

const severalPeople = (place: string, key: string) => new BedsideError({ kind: "value", key, place });

function report(client: Client, assessed: Assessed): string {
  const titles = new Map(client.catalog().equations.map((one) => [one.id, one.title ?? one.id]));
  const { person, recommendations } = assessed;
  const lines = [`As of ${assessed.asOf}: ${[person.age === undefined ? "age unknown" : `age ${person.age}`, person.sex ?? "sex unknown"].join(", ")}`];
  for (const critical of recommendations.critical) {
    lines.push("", `FIRST: ${factName(critical.concept)} ${critical.value} ${critical.unit}: ${words([`critical.${critical.id}`, `urgency.${critical.urgency}`]) ?? critical.urgency.replaceAll("_", " ")}`);
  }
  lines.push("", "Scores");
  for (const score of assessed.scores) {
    const mark = score.id === assessed.headline?.score ? "*" : " ";
    lines.push(` ${mark} ${titles.get(score.id) ?? score.id}: ${answerText(score.assessment, score.unit)}${score.band ? ` (${score.band})` : ""}`);
  }
  if (recommendations.regionUnknown) lines.push("", "Where the person lives is unknown: give --country, for example --country CN.");
  lines.push("", "Next steps");
  for (const card of recommendations.cards) {
    lines.push(`  ${card.status}: ${words([`actions.${card.action}.title`]) ?? card.action}${card.clinicianRequired ? " (with a clinician)" : ""}`);
    for (const caution of card.cautions) lines.push(`      ${words([`cautions.${caution}`]) ?? caution}`);
  }
  if (recommendations.cards.length === 0) lines.push("  none found in what the record says");
  const asked = recommendations.questions.slice(0, 5).map((question) => factName(question.name));
  if (asked.length > 0) lines.push("", `Would help to know: ${asked.join(", ")}`);
  lines.push("", "Not a diagnosis: talk about it with a clinician.");
  return lines.join("\n");
}
