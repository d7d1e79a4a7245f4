/** A clinic's table of feedback: how it is known among files, whether it is our example, and a template with every step. */
import type { Catalog, NamedFile } from "./engine/api";

const person = /^(person|人员)$/i;
const action = /^(action|建议)$/i;
const answer = /^(accepted|done|接受|完成)$/i;

/** The first bytes of a file as text, without what only says how it is encoded. */
async function beginning(file: NamedFile): Promise<string> {
  const data = file instanceof Blob ? file : file.data;
  const bytes = data instanceof Blob ? new Uint8Array(await data.slice(0, 4096).arrayBuffer()) : data.subarray(0, 4096);
  return new TextDecoder().decode(bytes).replace(/^\uFEFF/, "");
}

/** Whether the headings say who was told of which step, and what came of it. */
export async function isFeedback(file: NamedFile): Promise<boolean> {
  const [line = ""] = (await beginning(file)).split(/\r?\n/, 1);
  const heads = line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1").trim());
  return [person, action, answer].every((wanted) => heads.some((head) => wanted.test(head)));
}

/** Whether its people are the made-up ones of our own example, under whatever name the file goes. */
export async function isMadeUp(file: NamedFile): Promise<boolean> {
  return /^"?made-up-\d/m.test(await beginning(file));
}

/** Steps that feedback may speak of: warnings keep their place whatever people answer. */
export const learnable = (catalog: Catalog | undefined): string[] => (catalog?.actions ?? []).filter(({ kind }) => kind !== "avoid").map(({ id }) => id);

/** A table to fill in: one row for each step, nothing answered yet. Rows that stay blank are taken out before it is used. */
export function template(catalog: Catalog | undefined): string {
  const rows = learnable(catalog).map((id) => `p1,${id},,,,,,`);
  return ["person,action,accepted,done,date,group,feature:age,feature:sex", ...rows, ""].join("\n");
}
