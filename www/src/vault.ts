/**
 * A record locked with a passphrase: AES-GCM with a 256-bit key from PBKDF2-SHA-256, in a versioned
 * JSON envelope. Nothing here stores anything; it turns text into text.
 *
 * The envelope's header is authenticated together with the text, so no parameter can be swapped.
 * A plain SHA-256 of the locked bytes stands beside them: it tells a damaged file from a wrong
 * passphrase, which AES-GCM alone cannot. It protects against accidents, not against a forger; the
 * authentication tag does that.
 */

/** Why a saved file does not open, or a passphrase is refused; keys of `vault.*` in the catalogues. */
export type VaultProblem =
  | "noCrypto"
  | "tooShort"
  | "notSaved"
  | "truncated"
  | "version"
  | "damaged"
  | "parameters"
  | "passphrase";

/** A refusal with the key of its sentence and the values that the sentence names. */
export class VaultError extends Error {
  /** Which sentence, under `vault`. */
  readonly problem: VaultProblem;
  /** Values that the sentence names. */
  readonly args: Record<string, string>;

  constructor(problem: VaultProblem, args: Record<string, string> = {}) {
    super(problem);
    this.name = "VaultError";
    this.problem = problem;
    this.args = args;
  }
}

/** First value of the envelope: what makes a file ours. */
export const FORMAT = "bedside-locked-record";
/** The envelope's version; a reader refuses newer ones by number. */
export const VERSION = 1;
/** PBKDF2 rounds of new files (OWASP's figure for SHA-256). */
export const ITERATIONS = 600_000;
/** Fewer rounds are not ours; more could hold the device for minutes. */
const ROUNDS = { least: 600_000, most: 10_000_000 };
/** Shortest passphrase, in characters as a person counts them. */
export const SHORTEST = 10;

interface Header {
  format: typeof FORMAT;
  version: typeof VERSION;
  kdf: { name: "PBKDF2"; hash: "SHA-256"; iterations: number; salt: string };
  cipher: { name: "AES-GCM"; bits: 256; iv: string };
}

interface Envelope extends Header {
  digest: string;
  data: string;
}

type Bytes = Uint8Array<ArrayBuffer>;

function subtle(): SubtleCrypto {
  const found = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!found) throw new VaultError("noCrypto");
  return found;
}

/** Whether this page may lock files at all (plain http on a named host may not). */
export function canLock(): boolean {
  return Boolean(globalThis.crypto?.subtle);
}

function toBase64(bytes: Bytes): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(text);
}

function fromBase64(text: string): Bytes {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

/** The bytes that the tag covers besides the text: every header value in a fixed order. */
function covered(header: Header): Bytes {
  const { kdf, cipher } = header;
  const line = [header.format, header.version, kdf.name, kdf.hash, kdf.iterations, kdf.salt, cipher.name, cipher.bits, cipher.iv];
  return new TextEncoder().encode(line.join("\n"));
}

async function keyOf(passphrase: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  // NFKC: the same words typed on two keyboards give the same key.
  const words = new TextEncoder().encode(passphrase.normalize("NFKC"));
  const base = await subtle().importKey("raw", words, "PBKDF2", false, ["deriveKey"]);
  const rule = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return subtle().deriveKey(rule, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

async function digestOf(bytes: Bytes): Promise<string> {
  return toBase64(new Uint8Array(await subtle().digest("SHA-256", bytes)));
}

/** Characters of a passphrase as a person counts them. */
export function lengthOf(passphrase: string): number {
  return [...passphrase.normalize("NFKC")].length;
}

/**
 * Locks `text` with `passphrase` and returns the file's text.
 *
 * Throws `tooShort` under ten characters and `noCrypto` where the browser gives no cryptography.
 */
export async function lock(text: string, passphrase: string): Promise<string> {
  if (lengthOf(passphrase) < SHORTEST) throw new VaultError("tooShort", { least: String(SHORTEST) });
  subtle();
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const header: Header = {
    format: FORMAT,
    version: VERSION,
    kdf: { name: "PBKDF2", hash: "SHA-256", iterations: ITERATIONS, salt: toBase64(salt) },
    cipher: { name: "AES-GCM", bits: 256, iv: toBase64(iv) },
  };
  const key = await keyOf(passphrase, salt, ITERATIONS);
  const rule = { name: "AES-GCM", iv, additionalData: covered(header) };
  const data = new Uint8Array(await subtle().encrypt(rule, key, new TextEncoder().encode(text)));
  const envelope: Envelope = { ...header, digest: await digestOf(data), data: toBase64(data) };
  return `${JSON.stringify(envelope, null, 1)}\n`;
}

/** Whether a file's first bytes are those of a locked record; decides by content, not by name. */
export function isLocked(head: Uint8Array | string): boolean {
  const text = typeof head === "string" ? head.slice(0, 256) : new TextDecoder().decode(head.subarray(0, 256));
  return /^\uFEFF?\s*\{\s*"format"\s*:\s*"bedside-locked-record"/.test(text);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads an envelope strictly: what is missing, newer or out of bounds is refused before any key is made. */
function parse(text: string): Envelope {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new VaultError(isLocked(text) ? "truncated" : "notSaved", { bytes: String(new TextEncoder().encode(text).length) });
  }
  if (!isObject(value) || value["format"] !== FORMAT) throw new VaultError("notSaved");
  if (value["version"] !== VERSION) {
    throw new VaultError("version", { found: String(value["version"]), known: String(VERSION) });
  }
  const { kdf, cipher, digest, data } = value;
  if (!isObject(kdf) || !isObject(cipher) || typeof digest !== "string" || typeof data !== "string") {
    throw new VaultError("damaged");
  }
  const { iterations, salt } = kdf;
  const { iv } = cipher;
  if (kdf["name"] !== "PBKDF2" || kdf["hash"] !== "SHA-256" || cipher["name"] !== "AES-GCM" || cipher["bits"] !== 256) {
    throw new VaultError("parameters");
  }
  if (typeof iterations !== "number" || !Number.isInteger(iterations) || typeof salt !== "string" || typeof iv !== "string") {
    throw new VaultError("damaged");
  }
  if (iterations < ROUNDS.least || iterations > ROUNDS.most) throw new VaultError("parameters");
  return {
    format: FORMAT,
    version: VERSION,
    kdf: { name: "PBKDF2", hash: "SHA-256", iterations, salt },
    cipher: { name: "AES-GCM", bits: 256, iv },
    digest,
    data,
  };
}

function decode(text: string, length?: number): Bytes {
  let bytes: Bytes;
  try {
    bytes = fromBase64(text);
  } catch {
    throw new VaultError("damaged");
  }
  if (length !== undefined && bytes.length !== length) throw new VaultError("damaged");
  return bytes;
}

/**
 * Opens a locked file and returns its text.
 *
 * Every refusal is a `VaultError`: `notSaved`, `truncated`, `version`, `damaged`, `parameters` and
 * `passphrase` (which, after the checksum held, can only be a wrong passphrase or a forged file).
 */
export async function unlock(file: string, passphrase: string): Promise<string> {
  subtle();
  const envelope = parse(file);
  const salt = decode(envelope.kdf.salt, 16);
  const iv = decode(envelope.cipher.iv, 12);
  const data = decode(envelope.data);
  if (data.length < 16 || (await digestOf(data)) !== envelope.digest) throw new VaultError("damaged");
  const key = await keyOf(passphrase, salt, envelope.kdf.iterations);
  const rule = { name: "AES-GCM", iv, additionalData: covered(envelope) };
  let plain: ArrayBuffer;
  try {
    plain = await subtle().decrypt(rule, key, data);
  } catch {
    throw new VaultError("passphrase");
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(plain);
}
