/** `bedside batch IN.csv OUT.csv`: a table of people → the same table with results. */
import { realpath, writeFile } from "node:fs/promises";
import { BedsideError, type AssessOptions, type Client } from "../node";
import { dateOption, understand } from "./arguments";
import { checkWritable, fileBytes, unwritable } from "./files";
import { Misuse } from "./misuse";

/** The table among what the engine answers: text or bytes, bare or under a name. */
function tableOf(value: unknown): string | Uint8Array | undefined {
  if (typeof value === "string" || value instanceof Uint8Array) return value;
  if (typeof value !== "object" || value === null) return undefined;
  const parts = value as Record<string, unknown>;
  return tableOf(parts["csv"] ?? parts["text"] ?? parts["data"]);
}

export async function batch(client: Client, args: readonly string[], tell: (line: string) => void): Promise<string> {
  const given = understand(args, ["as-of", "country", "region"], []);
  const [from, to, ...more] = given.words;
  if (!from || !to || more.length > 0) throw new Misuse("batch needs two files: IN.csv and OUT.csv.");
  const input = await realpath(from).catch(() => undefined);
  if (input !== undefined && input === (await realpath(to).catch(() => undefined))) {
    throw new Misuse("OUT.csv would replace IN.csv; name another file for the results.");
  }
  const options: AssessOptions & Record<string, unknown> = {};
  const asOf = dateOption(given, "as-of");
  if (asOf) options.asOf = asOf;
  const [country, region] = [given.options.get("country"), given.options.get("region")];
  if (country) options.country = country.toUpperCase();
  if (region) options.region = region;
  const onProgress = ({ done, total }: { done: number; total: number }) => tell(`${done} of ${total} rows`);
  const bytes = await fileBytes(from);
  await checkWritable(to);
  const { value } = await client.batch(bytes, options, { onProgress });
  const table = tableOf(value);
  if (table === undefined) throw new BedsideError({ kind: "internal", key: "the engine answered without a table", place: from });
  try {
    await writeFile(to, table);
  } catch (problem) {
    throw unwritable(to, problem);
  }
  return `${to}: written`;
}
