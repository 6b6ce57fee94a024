// Hearing what is new. Alone, the page listens to the server's event stream. Inside the demo page
// it asks again and again instead: a browser opens six connections to a server, and eight phones
// with a stream each would leave none for sending.
import { address, backoff, fetchJson } from "./wire.js";

const IDLE = 4000; // ms between questions when nothing goes on
const BUSY = 450; // ms between questions just after somebody did something
const BUSY_FOR = 5000; // ms
const HIDDEN = 15_000; // ms when the browser's tab is in the background
const PAGE = 50;

const newest = ({ messages }) => (messages.length ? messages[messages.length - 1].id : 0);

/** Everything newer than what is known, also after a long absence. */
async function missed(log) {
  const pages = [];
  let before;
  for (let round = 0; round < 20; round += 1) {
    const page = await fetchJson("/api/messages", before ? { before, limit: PAGE } : { limit: PAGE });
    if (round === 0 && newest(page) < log.last) location.reload(); // another history: a new demo
    pages.unshift(...page.messages);
    if (!page.more || !page.messages.length || page.messages.some((message) => log.has(message.id))) break;
    if (log.first === undefined) return { messages: pages, more: page.more };
    before = page.messages[0].id;
  }
  return { messages: pages };
}

/** hooks: messages(list), clock(iso), link("online" | "connecting" | "offline"). */
export function listen(log, hooks) {
  let source = null;
  let timer = 0;
  let attempt = 0;

  function again() {
    source?.close();
    source = null;
    hooks.link(attempt === 0 && navigator.onLine ? "connecting" : "offline");
    clearTimeout(timer);
    timer = setTimeout(connect, attempt === 0 ? 300 : backoff(attempt - 1, 15_000));
    attempt += 1;
  }

  async function connect() {
    clearTimeout(timer);
    source?.close();
    const heard = log.lastSeq; // before what was missed: an older message may have changed as well
    try {
      hooks.messages((await missed(log)).messages);
    } catch {
      again();
      return;
    }
    source = new EventSource(address("/api/stream", { after: heard }));
    source.addEventListener("open", () => {
      attempt = 0;
      hooks.link("online");
    });
    source.addEventListener("message", (event) => hooks.messages([JSON.parse(event.data)]));
    source.addEventListener("clock", (event) => hooks.clock(JSON.parse(event.data).now));
    source.addEventListener("error", again);
  }

  let leftAt = 0;
  addEventListener("online", connect);
  addEventListener("offline", again); // an open stream may not notice for minutes
  addEventListener("pagehide", () => source?.close());
  document.addEventListener("visibilitychange", () => {
    // A phone that slept may hold a dead connection without knowing it.
    if (document.hidden) leftAt = Date.now();
    else if (Date.now() - leftAt > 30_000) connect();
  });
  connect();
  return { poke() {} };
}

/** The same hooks, by asking. poke() says that something probably happened just now. */
export function ask(log, hooks) {
  let timer = 0;
  let busyUntil = 0;
  let asking = false;
  let rounds = 0;

  /** What changed, an old message that was edited too; now and then the newest page, which tells
   *  another history. */
  function changed() {
    rounds += 1;
    return log.lastSeq && rounds % 5 ? fetchJson("/api/messages", { after: log.lastSeq }) : missed(log);
  }

  function next() {
    clearTimeout(timer);
    const idle = document.hidden ? HIDDEN : IDLE;
    timer = setTimeout(round, Date.now() < busyUntil ? BUSY : idle);
  }

  async function round() {
    if (asking) return;
    asking = true;
    try {
      hooks.messages((await changed()).messages);
      hooks.link("online");
    } catch {
      hooks.link("offline");
    }
    asking = false;
    next();
  }

  round();
  return {
    poke() {
      busyUntil = Date.now() + BUSY_FOR;
      clearTimeout(timer);
      timer = setTimeout(round, 120);
    },
  };
}
