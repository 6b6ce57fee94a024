// What the person has said and the server has not yet confirmed: kept in order, sent one by one,
// repeated under the same client_id, and kept over a reload of the page.
import { backoff, freshId, postForm, postJson } from "./wire.js";
import { photoFromText, photoToText, previewOf } from "./photo.js";
import { serverNow } from "./words.js";

function deliver(entry) {
  const { client_id, text, reply_to } = entry;
  if (!entry.blob) return postJson("/api/messages", reply_to ? { text, client_id, reply_to } : { text, client_id });
  const form = new FormData();
  form.append("text", text);
  form.append("client_id", client_id);
  if (reply_to) form.append("reply_to", String(reply_to));
  form.append("file", entry.blob, "photo.jpg");
  return postForm("/api/files", form);
}

/** hooks: changed(entries) to draw them, sent(entry) after the server took one. */
export function createOutbox(storageKey, hooks) {
  let entries = [];
  let sending = false;
  let timer = 0;
  let attempt = 0;

  function store(plain) {
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(plain));
      return true;
    } catch {
      return false;
    }
  }

  function keep() {
    const waiting = entries.filter((entry) => entry.state !== "sent");
    const plain = waiting.map(({ preview, blob, ...rest }) => rest);
    // A photo too large for the store still goes out as long as the page stays open.
    if (!store(plain)) store(plain.filter((entry) => !entry.photo));
    hooks.changed(entries);
  }

  function fail(entry, refusal) {
    entry.state = refusal.retryable ? "retrying" : "failed";
    entry.error = refusal.text ?? "";
    if (!refusal.retryable) return;
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
    keep();
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

  async function add({ text, blob = null, preview = null, reply_to = null }) {
    const entry = { client_id: freshId(), text, reply_to, blob, preview, at: serverNow().toISOString(), state: "waiting" };
    entries.push(entry);
    keep();
    pump();
    if (!blob) return;
    entry.photo = await photoToText(blob);
    if (entries.includes(entry)) keep();
  }

  async function restore() {
    let kept = [];
    try {
      kept = JSON.parse(sessionStorage.getItem(storageKey) ?? "[]");
    } catch {
      sessionStorage.removeItem(storageKey);
    }
    for (const entry of kept) {
      if (entry.photo) entry.blob = photoFromText(entry.photo);
      if (entry.blob) entry.preview = await previewOf(entry.blob).catch(() => null);
      if (entry.state !== "failed") entry.state = "waiting";
      if (entry.text || entry.blob) entries.push(entry);
    }
    keep();
    pump();
  }

  function remove(client_id) {
    const before = entries.length;
    entries = entries.filter((entry) => entry.client_id !== client_id);
    if (entries.length !== before) keep();
  }

  function retry(client_id) {
    const entry = entries.find((one) => one.client_id === client_id);
    if (!entry || entry.state === "sending" || entry.state === "sent") return;
    entry.state = "waiting";
    attempt = 0;
    hooks.changed(entries);
    pump();
  }

  addEventListener("online", pump);
  return { add, restore, remove, retry, pump };
}
