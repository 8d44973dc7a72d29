/* Tells the page that waits for this sign-in (idle.js). */
new BroadcastChannel("session").postMessage("renewed");
