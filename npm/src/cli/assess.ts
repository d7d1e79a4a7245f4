/** `bedside assess FILE…`: one person's files → scores and next steps. */
import { BedsideError, type Client, type Patient, type Reading } from "../node";
import type { Locale } from "../../../www/src/locale";
import { errorLine } from "./answer";
import { assessOptions, understand, type Given } from "./arguments";
import { fileBytes } from "./files";
import { Misuse } from "./misuse";
import { report } from "./report";
import { speech } from "./speech";

/** What is written, and the lines about files that could not be read (whole or in part). */
export interface Told {
  text: string;
  problems: string[];
}

export async function assess(client: Client, locale: Locale, args: readonly string[]): Promise<Told> {
  const given = understand(args, ["as-of", "country", "region", "person"], ["json"]);
  if (given.words.length === 0) throw new Misuse("assessFile");
  const options = assessOptions(given);
  const reading = await client.read(await Promise.all(given.words.map(fileBytes)));
  const problems = reading.files.flatMap((file) => (file.error ? [errorLine(locale, { ...file.error, place: file.error.place || file.file })] : []));
  const record = thePerson(reading, given);
  if (!record) return { text: "", problems: problems.length ? problems : [errorLine(locale, { kind: "unsupported", key: "read.nothing", place: given.words.join(", ") })] };
  const assessed = await client.assess(record, options);
  const text = given.options.has("json")
    ? JSON.stringify({ files: reading.files, ...assessed }, undefined, 2)
    : report(speech(locale, client.catalog(), options.country), record, assessed, options.country);
  return { text, problems };
}

/** The one person of these files, or the one that was chosen; never a merge of two. */
function thePerson(reading: Reading, given: Given): Patient | undefined {
  const choice = given.options.get("person");
  const count = reading.patients.length;
  const refuse = (key: string): never => {
    throw new BedsideError({ kind: "value", key, place: given.words.join(", "), args: { count: String(count), choice: choice ?? "" } });
  };
  if (choice === undefined) return count <= 1 ? reading.patients[0] : refuse("cli.severalPeople");
  return reading.patients[Number(choice) - 1] ?? refuse("cli.noSuchPerson");
}
