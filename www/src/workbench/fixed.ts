/** Columns that nobody can change of themselves: no counterfactual moves them. */
import type { ColumnReport } from "./table";

const headings = /^(age|sex|gender|race|ethnic|birth|dob|born|height|family|fam_?hist|genotype|apoe)|[_ .-](age|sex|gender|race|ethnicity|height|birth)$|年龄|性别|种族|民族|出生|身高|家族|基因/i;
const concepts = new Set(["age", "sex", "birth", "ethnicity", "race", "height"]);

/** Whether a column says what cannot be changed, by its heading or by what that means in the open table. */
export function isFixed(name: string, columns: readonly Pick<ColumnReport, "name" | "meaning">[] = []): boolean {
  const concept = columns.find((column) => column.name === name)?.meaning?.concept;
  return concepts.has(concept ?? "") || headings.test(name);
}
