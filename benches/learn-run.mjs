// One workload of models in an instance of its own; in Node and in a page alike.

/**
 * What the module gives to JavaScript (benches/wasm/src/lib.rs).
 * @typedef {{ memory: WebAssembly.Memory, names(): number, text(): number, room(length: number): number,
 *   begin(at: number): number, run(): void, judge(): number }} Module
 */

/** An instance. What libraries would import for a browser's clock is never called here. @param {WebAssembly.Module} module */
function open(module) {
  /** @type {WebAssembly.Imports} */
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => 0;
  return /** @type {Module} */ (/** @type {unknown} */ (new WebAssembly.Instance(module, imports).exports));
}

/** The text of `length` bytes that the module holds. @param {Module} wasm @param {number} length */
const read = (wasm, length) => JSON.parse(new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, wasm.text(), length)));

/**
 * @param {WebAssembly.Module} module
 * @param {{ name: string, where: string, input?: Uint8Array | undefined }} wanted
 * @returns {Record<string, unknown>}
 */
export function inWasm(module, { name, where, input }) {
  const own = `${name}:${where}`;
  try {
    const wasm = open(module);
    if (input !== undefined) {
      const place = wasm.room(input.length);
      new Uint8Array(wasm.memory.buffer, place, input.length).set(input);
    }
    const runs = wasm.begin(read(wasm, wasm.names()).indexOf(name));
    const before = wasm.memory.buffer.byteLength;
    /** @type {number[]} */
    const seconds = [];
    for (let i = 0; i <= runs; i += 1) {
      const began = performance.now();
      wasm.run();
      seconds.push((performance.now() - began) / 1000);
    }
    const { check, wrong } = read(wasm, wasm.judge());
    if (wrong !== "") return { case: own, failed: wrong, check };
    // The first run warms up: the engine compiles what is hot while it runs.
    const [first_s, ...warm] = seconds;
    warm.sort((one, other) => one - other);
    const [input_mb, peak_mb] = [before, wasm.memory.buffer.byteLength].map((bytes) => Math.round(bytes / 1e6));
    return { case: own, median_s: warm[warm.length >> 1], min_s: warm[0], first_s, runs, input_mb, peak_mb, check };
  } catch (problem) {
    return { case: own, failed: String(problem) };
  }
}
