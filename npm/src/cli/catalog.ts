/** `bedside catalog`: what this build can do. */
import type { Client } from "../node";
import type { Locale } from "../../../www/src/locale";
import { understand } from "./arguments";

export function catalog(client: Client, locale: Locale, args: readonly string[]): string {
  const given = understand(args, [], ["json"]);
  const all = client.catalog();
  if (given.options.has("json")) return JSON.stringify(all, undefined, 2);
  const lines = [`bedside ${all.version}`, "", locale.t("cli.formats")];
  for (const format of all.formats) lines.push(`  ${format.id}  ${format.extensions.join(" ")}`);
  lines.push("", locale.t("cli.equations"));
  for (const equation of all.equations) {
    const inputs = equation.inputs.map(({ id, unit, need }) => {
      const name = unit && unit !== "1" ? `${id} (${unit})` : id;
      return need === "required" ? name : `[${name}]`;
    });
    lines.push(`  ${equation.id}`, `      ${inputs.join(", ")}`);
  }
  return lines.join("\n");
}
