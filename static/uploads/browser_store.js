// What a page keeps in this browser: a store of IndexedDB as promises, and bytes sealed with a key (AES-GCM) that lies
// elsewhere.

export function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
  });
}

/** Resolves with the database `name`, which has the one store `store` of rows known by their `keyPath`. */
export function openDatabase(name, store, keyPath) {
  const asked = indexedDB.open(name, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(store, { keyPath });
  return settled(asked);
}

/** `secret`: 32 bytes. */
export function keyOf(secret) {
  return crypto.subtle.importKey("raw", new Uint8Array(secret), "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Resolves with {iv, sealed}, both needed to read `bytes` again. */
export async function seal(bytes, key) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes) };
}

/** Throws where `key` is another one. */
export function unseal({ iv, sealed }, key) {
  return crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);
}
