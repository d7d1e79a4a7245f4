/**
 * Locked records that the person asked to keep on this device. The shell owns the storage because the
 * sealed frame has none; it never sees what is inside a record. Nothing is opened until something is kept.
 */
import type { KeptEntry } from "./protocol";

const DATABASE = "bedside-kept";
const STORE = "records";

interface Row extends KeptEntry {
  blob: ArrayBuffer;
}

/** Keeps `blob` under `name`, replacing an earlier one of that name. */
export async function keep(name: string, blob: ArrayBuffer): Promise<void> {
  const row: Row = { name, bytes: blob.byteLength, at: Date.now(), blob };
  await inStore("readwrite", (store) => store.put(row));
}

/** What is kept, newest first; nothing of the content. */
export async function kept(): Promise<KeptEntry[]> {
  if (!(await exists())) return [];
  const rows = (await inStore("readonly", (store) => store.getAll())) as Row[];
  return rows.map(({ name, bytes, at }) => ({ name, bytes, at })).sort((a, b) => b.at - a.at);
}

/** The blob kept under `name`, or null. */
export async function giveBack(name: string): Promise<ArrayBuffer | null> {
  if (!(await exists())) return null;
  const row = (await inStore("readonly", (store) => store.get(name))) as Row | undefined;
  return row?.blob ?? null;
}

/** Forgets one record, or all of them with the database itself. */
export async function forget(name: string | null): Promise<void> {
  if (!(await exists())) return;
  if (name !== null) {
    await inStore("readwrite", (store) => store.delete(name));
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(DATABASE);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error("deleteDatabase"));
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/** Whether anything was ever kept: asking must not create an empty database. */
async function exists(): Promise<boolean> {
  if (!indexedDB.databases) return true;
  return (await indexedDB.databases()).some(({ name }) => name === DATABASE);
}

async function inStore(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "name" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("open"));
  });
  try {
    return await new Promise<unknown>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result as unknown);
      transaction.onabort = () => reject(transaction.error ?? new Error("abort"));
      transaction.onerror = () => reject(transaction.error ?? new Error("error"));
    });
  } finally {
    database.close();
  }
}
