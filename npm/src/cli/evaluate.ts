/** `bedside evaluate ID name=value…`: one equation. */
import type { Client } from "../node";
import { answerText, assessmentOf } from "./answer";
import { inputsOf, understand } from "./arguments";
import { Misuse } from "./misuse";
import { speech } from "./speech";
import type { Locale } from "../../../www/src/locale";

export async function evaluate(client: Client, locale: Locale, args: readonly string[]): Promise<string> {
  const given = understand(args, [], ["json"]);
  const [id, ...pairs] = given.words;
  if (!id) throw new Misuse("evaluateId");
  const catalog = client.catalog();
  const equation = catalog.equations.find((one) => one.id === id);
  if (!equation) throw new Misuse("evaluateUnknown", { id });
  const answer = await client.evaluate(id, inputsOf(pairs));
  if (given.options.has("json")) return JSON.stringify(answer, undefined, 2);
  return answerText(speech(locale, catalog), assessmentOf(answer), equation.unit, equation.outcome);
}
