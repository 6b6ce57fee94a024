// What the person has said and the server has not yet confirmed: kept in order, sent one by one,
// repeated under the same client_id, and kept over a reload, a closed tab, a browser that ended.
// Another tab that is opened meanwhile sends it too: the server knows the client_id.
import { browser, watch } from "./kept.js";
import { backoff, freshId, postForm, postJson } from "./wire.js";
import { fileFromText, fileToText, previewOf } from "./photo.js";
import { serverNow } from "./words.js";

const WAITING = "outbox.";
const KEPT_MOST = 4_000_000; // bytes of a file; no browser's store has room for more
const FRESH = 86_400_000; // ms; what was written longer ago goes out only when the person says so

function deliver(entry) {
  const { client_id, text, reply_to, place } = entry;
  const more = { ...(reply_to && { reply_to }), ...(place && { place }) };
  if (!entry.blob) return postJson("/api/messages", { text, client_id, ...more });
  const form = new FormData();
  form.append("text", text);
  form.append("client_id", client_id);
  if (reply_to) form.append("reply_to", String(reply_to));
  form.append("file", entry.blob, "file");
  return postForm("/api/files", form);
}

function keep(entry) {
  const name = WAITING + entry.client_id;
  const { preview, blob, ...plain } = entry;
  if (entry.state === "sent") browser.drop(name);
  // A file too large for the store still goes out as long as the page stays open. Its words are
  // not kept without it: the server takes one message of a client_id, and it would be without.
  else if (!blob || plain.file) browser.keep(name, plain) || browser.drop(name);
}

async function revived(plain) {
  const entry = { ...plain, blob: plain.file ? fileFromText(plain.file, plain.type) : null };
  if (entry.blob && !entry.label) entry.preview = await previewOf(entry.blob).catch(() => null);
  const old = Date.now() - (entry.made ?? 0) > FRESH;
  entry.state = old || entry.state === "failed" ? "failed" : "waiting";
  return entry;
}

/** hooks: changed(entries) to draw them, sent(entry) after the server took one, failed(entry). */
export function createOutbox(hooks) {
  let entries = [];
  let sending = false;
  let timer = 0;
  let attempt = 0;
  let lastMade = 0;

  function changed(entry) {
    keep(entry);
    hooks.changed(entries);
  }

  function fail(entry, refusal) {
    entry.state = refusal.retryable ? "retrying" : "failed";
    entry.error = refusal.text ?? "";
    if (!refusal.retryable) {
      hooks.failed(entry);
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(pump, backoff(attempt++));
  }

  async function sendOne(entry) {
    entry.state = "sending";
    hooks.changed(entries);
    try {
      entry.id = (await deliver(entry)).id;
      entry.state = "sent";
      attempt = 0;
      hooks.sent(entry);
    } catch (refusal) {
      fail(entry, refusal);
    }
    if (entries.includes(entry)) changed(entry);
    else browser.drop(WAITING + entry.client_id);
    return entry.state !== "retrying";
  }

  async function pump() {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    let going = true;
    while (going) {
      const entry = entries.find((one) => one.state === "waiting" || one.state === "retrying");
      going = entry !== undefined && (await sendOne(entry));
    }
    sending = false;
  }

  async function add({ text, blob = null, preview = null, label = "", place = null, reply_to = null }) {
    const made = (lastMade = Math.max(Date.now(), lastMade + 1));
    const at = serverNow().toISOString();
    const entry = { client_id: freshId(), text, reply_to, place, blob, preview, label, at, made, state: "waiting" };
    entries.push(entry);
    changed(entry);
    pump();
    if (!blob || blob.size > KEPT_MOST) return;
    entry.type = blob.type;
    entry.file = await fileToText(blob);
    if (entries.includes(entry)) keep(entry);
  }

  async function restore() {
    const kept = await Promise.all(browser.all(WAITING).map(revived));
    kept.sort((one, other) => one.made - other.made);
    const known = new Set(entries.map((entry) => entry.client_id));
    entries.unshift(...kept.filter((entry) => (entry.text || entry.blob || entry.place) && !known.has(entry.client_id)));
    hooks.changed(entries);
    pump();
  }

  function remove(client_id) {
    const before = entries.length;
    entries = entries.filter((entry) => entry.client_id !== client_id);
    browser.drop(WAITING + client_id);
    if (entries.length !== before) hooks.changed(entries);
  }

  function retry(client_id) {
    const entry = entries.find((one) => one.client_id === client_id);
    if (!entry || entry.state === "sending" || entry.state === "sent") return;
    entry.state = "waiting";
    entry.made = Date.now();
    attempt = 0;
    hooks.changed(entries);
    pump();
  }

  /** Another tab has sent it or thrown it away. */
  function droppedElsewhere(name, value) {
    const entry = entries.find((one) => WAITING + one.client_id === name);
    if (value === null && entry && entry.state !== "sending" && entry.state !== "sent") remove(entry.client_id);
  }

  watch(WAITING, droppedElsewhere);
  addEventListener("online", pump);
  return { add, restore, remove, retry, pump };
}
