/**
 * The parts of the application, by name. On a server they are files with hashed names, fetched once each
 * from this page's own folder; in the one-file page they lie in it, compressed. Nobody can ask for
 * anything that is not on the list, and a name is fetched once, so a second question causes no request.
 */

/** Where a part lies: a hashed file name, or the id of an element of the one-file page. */
export type List = Readonly<Record<string, string>>;

export interface Modules {
  /** Bytes of a part; rejects for a name that is not on the list or a file that does not arrive. */
  bytes(name: string): Promise<ArrayBuffer>;
  text(name: string): Promise<string>;
  has(name: string): boolean;
}

/** Parts of `list` through `load`, each loaded once. */
export function modules(list: List, load: (place: string) => Promise<ArrayBuffer>): Modules {
  const loaded = new Map<string, Promise<ArrayBuffer>>();
  const bytes = (name: string): Promise<ArrayBuffer> => {
    const place = Object.hasOwn(list, name) ? list[name] : undefined;
    if (place === undefined) return Promise.reject(new Error(`not on the list: ${name}`));
    let part = loaded.get(name);
    if (!part) {
      part = load(place);
      loaded.set(name, part);
      // A lost connection may come back: the next question tries again.
      part.catch(() => loaded.delete(name));
    }
    return part;
  };
  return {
    bytes,
    text: async (name) => new TextDecoder().decode(await bytes(name)),
    has: (name) => Object.hasOwn(list, name),
  };
}

/** Loads a hashed file of this page's folder: a plain GET without query, cookies or referrer. */
export async function loadFile(place: string): Promise<ArrayBuffer> {
  const answer = await fetch(place, { credentials: "same-origin", referrerPolicy: "no-referrer", redirect: "error" });
  if (!answer.ok) throw new Error(`${place}: ${answer.status}`);
  return answer.arrayBuffer();
}

/** Loads a part of the one-file page: base64 of gzip in a script element that no browser runs. */
export async function loadInline(id: string): Promise<ArrayBuffer> {
  const text = document.getElementById(id)?.textContent;
  if (!text) throw new Error(`missing part: ${id}`);
  const packed = fromBase64(text.trim());
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }).fromBase64;
  if (native) return native.call(Uint8Array, text);
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at += 1) bytes[at] = raw.charCodeAt(at);
  return bytes;
}
