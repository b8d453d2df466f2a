/**
 * IndexedDB, for pages without an OPFS that can be written.
 *
 * Facts and bytes are two stores, so that a list reads no bytes; one transaction writes both.
 * @module
 */
import type { Place, StoredBytes } from "./place.ts";

export function hasIndexedDb(): boolean {
  return typeof indexedDB !== "undefined";
}

/** The database of that name, which is made when it is not there. */
export async function openIndexedDb(folder: string): Promise<Place> {
  const opening = indexedDB.open(folder, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("facts", { keyPath: "name" });
    opening.result.createObjectStore("bytes");
  };
  const database = await settled(opening);
  database.onversionchange = () => database.close(); // somebody deletes it

  /** Runs requests in one transaction and waits until it is done. */
  async function within<T>(
    mode: IDBTransactionMode,
    work: (facts: IDBObjectStore, bytes: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    const transaction = database.transaction(["facts", "bytes"], mode);
    const request = work(transaction.objectStore("facts"), transaction.objectStore("bytes"));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    return request.result;
  }
  return {
    kind: "indexeddb",
    async write(name, array) {
      await within("readwrite", (facts, bytes) => {
        bytes.put(array, name);
        return facts.put({ name, bytes: array.length, savedAt: Date.now() });
      });
    },
    async read(name) {
      return (await within<Uint8Array | undefined>("readonly", (_, bytes) => bytes.get(name))) ?? null;
    },
    async delete(name) {
      const had = await within("readwrite", (facts, bytes) => {
        const count = facts.count(name);
        facts.delete(name);
        bytes.delete(name);
        return count;
      });
      return had > 0;
    },
    list: () => within<StoredBytes[]>("readonly", (facts) => facts.getAll()),
  };
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
