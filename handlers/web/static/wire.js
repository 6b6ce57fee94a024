// Talking to the server: addresses, requests, errors. No words and no elements here.

const page = new URL(location.href);

/** The persona this page acts for; null outside the demo. */
export const persona = page.searchParams.get("as");

/** A same-origin address with the persona (if any) and further query values. */
export function address(path, query = {}) {
  const url = new URL(path, location.origin);
  if (persona !== null) url.searchParams.set("as", persona);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url.pathname + url.search;
}

/** A path of our own server, or null: content never leads the browser elsewhere. */
export function ownPath(path) {
  if (typeof path !== "string" || !/^\/(?![/\\])/.test(path)) return null;
  const url = new URL(path, location.origin);
  return url.origin === location.origin ? address(path) : null;
}

export class Refusal extends Error {
  /** status 0 means that no answer came; text is the server's word to the person. */
  constructor(status, text) {
    super(text || `HTTP ${status}`);
    this.status = status;
    this.text = text;
    this.retryable = status === 0 || status === 408 || status === 429 || status >= 500;
  }
}

const RELOADED = `jiedan.reloaded.${persona ?? ""}`;

/** An expired session heals by one reload; a second 401 in a row is shown instead. */
function reloadOnce() {
  if (sessionStorage.getItem(RELOADED)) return;
  sessionStorage.setItem(RELOADED, "1");
  location.reload();
}

async function request(path, { query, timeout = 20_000, ...options } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeout);
  let response;
  let body = {};
  try {
    response = await fetch(address(path, query), {
      credentials: "same-origin", cache: "no-store", signal: stop.signal, ...options,
    });
    body = await response.json().catch(() => ({}));
  } catch {
    throw new Refusal(0, "");
  } finally {
    clearTimeout(timer);
  }
  if (response.status === 401) reloadOnce();
  else if (response.ok) sessionStorage.removeItem(RELOADED);
  if (!response.ok) throw new Refusal(response.status, typeof body.error === "string" ? body.error : "");
  return body;
}

export const fetchJson = (path, query) => request(path, { query });

export const postJson = (path, value, more = {}) => request(path, {
  ...more,
  method: "POST",
  headers: { "Content-Type": "application/json", "X-Jiedan": "1" },
  body: JSON.stringify(value),
});

export const postForm = (path, form) => request(path, {
  method: "POST", headers: { "X-Jiedan": "1" }, body: form, timeout: 120_000,
});

/** crypto.randomUUID needs a secure context; a community's first server may be plain http. */
export function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Delay in ms before attempt n (0, 1, …): doubling from 1 s, capped, with some jitter. */
export function backoff(attempt, cap = 20_000) {
  return Math.min(cap, 1000 * 2 ** attempt) * (0.8 + 0.4 * Math.random());
}
