/** `bedside evaluate ID name=value…`: one equation. */
import type { Client } from "../node";
import { answerText, assessmentOf } from "./answer";
import { inputsOf, understand } from "./arguments";
import { Misuse } from "./misuse";

export async function evaluate(client: Client, args: readonly string[]): Promise<string> {
  const given = understand(args, [], ["json"]);
  const [id, ...pairs] = given.words;
  if (!id) throw new Misuse("evaluate needs the id of an equation; `bedside catalog` lists them.");
  const equation = client.catalog().equations.find((one) => one.id === id);
  if (!equation) throw new Misuse(`${id} is not an equation of this build; \`bedside catalog\` lists them.`);
  const answer = await client.evaluate(id, inputsOf(pairs));
  if (given.options.has("json")) return JSON.stringify(answer, undefined, 2);
  const unit = "unit" in answer ? answer.unit : ((equation as { unit?: string }).unit ?? "");
  return answerText(assessmentOf(answer), unit);
}
