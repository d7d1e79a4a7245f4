/** `bedside batch IN.csv OUT.csv`: a table of people → the same table with results. */
import { realpath, writeFile } from "node:fs/promises";
import { BedsideError, type Client } from "../node";
import type { Locale } from "../../../www/src/locale";
import { assessOptions, understand } from "./arguments";
import { checkWritable, fileBytes, unwritable } from "./files";
import { Misuse } from "./misuse";

/** The table among what the engine answers: text or bytes, bare or under a name. */
function tableOf(value: unknown): string | Uint8Array | undefined {
  if (typeof value === "string" || value instanceof Uint8Array) return value;
  if (typeof value !== "object" || value === null) return undefined;
  const parts = value as Record<string, unknown>;
  return tableOf(parts["csv"] ?? parts["text"] ?? parts["data"]);
}

export async function batch(client: Client, locale: Locale, args: readonly string[], tell: (line: string) => void): Promise<string> {
  const given = understand(args, ["as-of", "country", "region"], []);
  const [from, to, ...more] = given.words;
  if (!from || !to || more.length > 0) throw new Misuse("batchFiles");
  const input = await realpath(from).catch(() => undefined);
  if (input !== undefined && input === (await realpath(to).catch(() => undefined))) {
    throw new Misuse("batchSame");
  }
  const options = assessOptions(given);
  const onProgress = ({ done, total }: { done: number; total: number }) => tell(locale.t("cli.rows", { done, total }));
  const bytes = await fileBytes(from);
  await checkWritable(to);
  const { value } = await client.batch(bytes, options, { onProgress });
  const table = tableOf(value);
  if (table === undefined) throw new BedsideError({ kind: "internal", key: "cli.noTable", place: from });
  try {
    await writeFile(to, table);
  } catch (problem) {
    throw unwritable(to, problem);
  }
  return [locale.t("cli.written", { file: to }), ...value.notes.map((key) => locale.t(`batch.notes.${key}`))].join("\n");
}
