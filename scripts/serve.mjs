// Serves a built page on loopback with the headers a host should send (dist/headers.json), brotli or gzip
// where the build made them, right types, and nothing outside the folder.
//
//   node scripts/serve.mjs [--port 8080] [--root dist]
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ts": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/**
 * @typedef {object} Serving
 * @property {string} root Folder to serve.
 * @property {number} [port] 0 or absent: any free one.
 * @property {string} [host] Loopback unless told otherwise.
 * @property {readonly string[]} [without] Headers to leave out (tests only).
 * @property {(path: string) => void} [onRequest] Hears each request's path with its query.
 */

/**
 * Starts a server.
 * @param {Serving} options
 * @returns {Promise<{ address: string, port: number, close(): Promise<void> }>}
 */
export async function serve({ root, port = 0, host = "127.0.0.1", without = [], onRequest }) {
  const folder = resolve(root);
  const server = createServer((request, response) => {
    onRequest?.(request.url ?? "");
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405, "Only GET");
    const path = pathOf(request.url ?? "/");
    const file = path && locate(folder, path);
    if (!path || !file) return refuse(response, 404, "Not found");
    for (const [name, value] of Object.entries(headersFor(folder, path))) {
      if (!without.includes(name)) response.setHeader(name, value);
    }
    response.setHeader("Content-Type", TYPES[/** @type {keyof typeof TYPES} */ (extname(file))] ?? "application/octet-stream");
    const { encoding, name } = bestOf(file, String(request.headers["accept-encoding"] ?? ""));
    response.setHeader("Vary", "Accept-Encoding");
    if (encoding) response.setHeader("Content-Encoding", encoding);
    const { size, mtimeMs } = statSync(name);
    const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
    response.setHeader("ETag", tag);
    if (request.headers["if-none-match"] === tag) {
      response.statusCode = 304;
      return response.end();
    }
    response.setHeader("Content-Length", size);
    if (request.method === "HEAD") return response.end();
    createReadStream(name).on("error", () => response.destroy()).pipe(response);
  });
  await new Promise((done, fail) => server.once("error", fail).listen(port, host, () => done(undefined)));
  const at = server.address();
  const chosen = typeof at === "object" && at ? at.port : port;
  return {
    address: `http://${host}:${chosen}/`,
    port: chosen,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** @param {import("node:http").ServerResponse} response @param {number} status @param {string} text */
function refuse(response, status, text) {
  response.statusCode = status;
  response.setHeader("Content-Type", "text/plain; charset=utf-8");
  response.end(`${text}\n`);
}

/** Path without query, decoded; nothing for one that does not decode or holds what no file name has. @param {string} url */
function pathOf(url) {
  try {
    const path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? "");
    return path.startsWith("/") && !path.includes("\0") && !path.includes("\\") ? path : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} folder @param {string} path */
function locate(folder, path) {
  const file = resolve(folder, `.${path.endsWith("/") ? `${path}index.html` : path}`);
  if (file !== folder && !file.startsWith(folder + sep)) return undefined;
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}

/** @param {string} file @param {string} accepted @returns {{ encoding?: string, name: string }} */
function bestOf(file, accepted) {
  for (const [encoding, extension] of [["br", ".br"], ["gzip", ".gz"]]) {
    if (new RegExp(`\\b${encoding}\\b(?!;\\s*q=0(?:\\.0*)?\\b)`).test(accepted) && existsSync(file + extension)) {
      return { encoding, name: file + extension };
    }
  }
  return { name: file };
}

/** Headers of the patterns that fit, the later ones winning. @param {string} folder @param {string} path @returns {Record<string, string>} */
function headersFor(folder, path) {
  const list = join(folder, "headers.json");
  if (!existsSync(list)) return {};
  /** @type {Record<string, Record<string, string>>} */
  const patterns = JSON.parse(readFileSync(list, "utf8"));
  return Object.assign(
    {},
    ...Object.entries(patterns)
      .filter(([pattern]) => (pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern))
      .map(([, headers]) => headers),
  );
}

/** @param {string} name @param {string} otherwise */
function option(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return (at > 0 && process.argv[at + 1]) || otherwise;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = resolve(option("root", join(fileURLToPath(import.meta.url), "..", "..", "dist")));
  const { address } = await serve({ root, port: Number(option("port", "8080")) });
  console.log(`Bedside: ${address}`);
}
