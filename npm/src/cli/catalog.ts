/** `bedside catalog`: what this build can do. */
import type { Client } from "../node";
import { understand } from "./arguments";

/** An input without which there is no answer. */
const needed = (input: { required?: boolean; need?: string }): boolean => (input.need ?? (input.required === false ? "optional" : "required")) === "required";

export function catalog(client: Client, args: readonly string[]): string {
  const given = understand(args, [], ["json"]);
  const all = client.catalog();
  if (given.options.has("json")) return JSON.stringify(all, undefined, 2);
  const lines = [`bedside ${all.version}`, "", "Formats"];
  for (const format of all.formats) lines.push(`  ${format.id}  ${format.extensions.join(" ")}`);
  lines.push("", "Equations (id, inputs; [brackets] may be left out)");
  for (const equation of all.equations) {
    const inputs = equation.inputs.map((input) => {
      const { id, unit } = input;
      const name = unit && unit !== "1" ? `${id} (${unit})` : id;
      return needed(input) ? name : `[${name}]`;
    });
    lines.push(`  ${equation.id}`, `      ${inputs.join(", ")}`);
  }
  return lines.join("\n");
}
