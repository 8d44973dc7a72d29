// The files of a picture draft in this browser: encrypted in IndexedDB, one row for each, so that a change of their order
// writes none of them again.

import { keyOf, openDatabase, seal, settled, unseal } from "./browser_store.js";

const DATABASE = "anh-dang-mo-ta";
const STORE = "files";
const KEPT_HOURS = 24;

const kept = new WeakSet(); // files that have a row

/** Keep exactly `files` ([id, File] each) for this `tab`, sealed with its `secret`. */
export async function keepFiles({ tab, secret }, files) {
  const key = await keyOf(secret);
  for (const [id, file] of files) {
    if (kept.has(file)) continue;
    const sealed = await seal(await file.arrayBuffer(), key);
    await settled((await store()).put({ tab: `${tab}/${id}`, name: file.name, type: file.type, at: Date.now(), ...sealed }));
    kept.add(file);
  }
  const wanted = new Set(files.map(([id]) => `${tab}/${id}`));
  const rows = await store();
  for (const name of await settled(rows.getAllKeys())) {
    if (String(name).startsWith(`${tab}/`) && !wanted.has(name)) rows.delete(name);
  }
}

/** The File of each of `ids`, null where it is gone. What nobody came back for is forgotten. */
export async function keptFiles({ tab, secret }, ids) {
  await forgetOld();
  const key = await keyOf(secret);
  const found = [];
  for (const id of ids) {
    const row = await settled((await store()).get(`${tab}/${id}`));
    const file = row ? new File([await unseal(row, key)], row.name, { type: row.type }) : null;
    if (file) kept.add(file);
    found.push(file);
  }
  return found;
}

export async function forgetFiles() {
  if (window.indexedDB) await settled((await store()).clear());
}

function forgetOld() {
  return store().then(
    (rows) =>
      new Promise((done, failed) => {
        const walk = rows.openCursor();
        walk.onerror = () => failed(walk.error);
        walk.onsuccess = () => {
          const cursor = walk.result;
          if (!cursor) return done();
          if (Date.now() - cursor.value.at > KEPT_HOURS * 3_600_000) cursor.delete();
          cursor.continue();
        };
      }),
  );
}

let database = null;

/** Async, so that a browser without IndexedDB rejects. */
async function store() {
  database ??= openDatabase(DATABASE, STORE, "tab");
  database.catch(() => (database = null));
  return (await database).transaction(STORE, "readwrite").objectStore(STORE);
}
