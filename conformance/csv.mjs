// Reference tables are plain RFC 4180 CSV; this reads them without the engine, which is what they judge.

/** @param {string} text @returns {Record<string, string>[]} */
export function rows(text) {
  /** @type {string[][]} */
  const table = [[]];
  let cell = "";
  let quoted = false;
  const source = text.replace(/^\uFEFF/, "");
  const endCell = () => {
    table[table.length - 1].push(cell);
    cell = "";
  };
  for (let at = 0; at < source.length; at += 1) {
    const c = source[at];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (source[at + 1] === '"') (cell += '"'), (at += 1);
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ",") endCell();
    else if (c === "\n") endCell(), table.push([]);
    else if (c !== "\r") cell += c;
  }
  endCell();
  const [head = [], ...body] = table;
  return body
    .filter((cells) => cells.length > 1 || cells[0] !== "")
    .map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ""])));
}
