// What could not be sent yet, kept in this browser: encrypted with a secret that the server gives to one account alone, so
// that the next person at this machine reads nothing. Where a browser has no encryption (a page without HTTPS), nothing
// is kept.

import { keyOf, openDatabase, seal, settled, unseal } from "../uploads/browser_store.js";

const DATABASE = "toa-soan";
const STORE = "copies";

/** The copies of `account`, or null when this browser can keep none. `secret`: 64 hexadecimal digits. */
export async function openLocalCopies({ account, secret }) {
  if (!window.crypto?.subtle || !window.indexedDB) return null;
  try {
    const [database, key] = await Promise.all([open(), keyOf(bytesOf(secret))]);
    return new LocalCopies(database, key, account);
  } catch {
    return null; // private windows of some browsers, a full disk
  }
}

/** Deletes what the server has, of every account: somebody has signed out. */
export async function forgetSent() {
  if (!window.indexedDB) return;
  const database = await open();
  const store = database.transaction(STORE, "readwrite").objectStore(STORE);
  for (const row of await settled(store.getAll())) if (row.sent) store.delete(row.key);
}

class LocalCopies {
  constructor(database, key, account) {
    Object.assign(this, { database, key, account });
  }

  /** Keeps `copy` ({key, number, …}) in place of an earlier one. Throws when the disk is full. */
  async put(copy) {
    const { iv, sealed: text } = await seal(new TextEncoder().encode(JSON.stringify(copy)), this.key);
    const row = { key: copy.key, number: copy.number, account: this.account, sent: false, iv, text };
    await settled(this.#store("readwrite").put(row));
  }

  /** The server has the copy `key` up to `number`. */
  async markSent(key, number) {
    const store = this.#store("readwrite");
    const row = await settled(store.get(key));
    if (row && row.number <= number) await settled(store.put({ ...row, sent: true }));
  }

  async remove(key) {
    await settled(this.#store("readwrite").delete(key));
  }

  /** The copies of this account that the server has not got. One that cannot be read any more is left out. */
  async unsent() {
    const rows = await settled(this.#store("readonly").getAll());
    const own = rows.filter((row) => row.account === this.account && !row.sent);
    const copies = await Promise.all(own.map((row) => this.#read(row)));
    return copies.filter(Boolean);
  }

  async #read({ iv, text }) {
    try {
      return JSON.parse(new TextDecoder().decode(await unseal({ iv, sealed: text }, this.key)));
    } catch {
      return null;
    }
  }

  #store(mode) {
    return this.database.transaction(STORE, mode, { durability: "relaxed" }).objectStore(STORE);
  }
}

function open() {
  return openDatabase(DATABASE, STORE, "key");
}

function bytesOf(hexadecimal) {
  return hexadecimal.match(/../g).map((pair) => parseInt(pair, 16));
}
