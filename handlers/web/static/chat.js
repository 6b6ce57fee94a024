// The chat page: brings the parts together.
import { createComposer } from "./composer.js";
import { embedded, obey, tell } from "./embed.js";
import { arrive } from "./home.js";
import { browser } from "./kept.js";
import { ask, listen } from "./live.js";
import { createLog } from "./log.js";
import { createOutbox } from "./outbox.js";
import { wirePlace } from "./place.js";
import { setLarge, wireSize } from "./size.js";
import { wireVoice } from "./voice.js";
import { backoff, fetchJson, freshId, postJson } from "./wire.js";
import { applyWords, dayKey, learn, serverNow, word } from "./words.js";

const byId = (id) => document.getElementById(id);
const PAGE = 50;
const PRESS_TRIES = 3;
const TOAST_FOR = 4500; // ms

let me = null;
let stale = false; // a command or a press may have changed the language, the menu, the rights
let live = { poke() {} };
let unread = 0;
let staff = false; // the demo page says whose phone this is
let wish = ""; // what the demo page wanted to fill in before we knew who we are

// ---- toast, photo, press

let toastTimer = 0;
function toast(text) {
  if (!text) return;
  clearTimeout(toastTimer);
  byId("toast").textContent = text;
  byId("toast").classList.add("shown");
  toastTimer = setTimeout(() => byId("toast").classList.remove("shown"), TOAST_FOR + 60 * text.length);
}

function openPhoto(path) {
  byId("viewer-image").src = path;
  byId("viewer").showModal();
}

const pressIds = new Map(); // message and payload → client_id, until the server has answered

async function pressed(message, press, button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  const name = `${message.id} ${press}`;
  const client_id = pressIds.get(name) ?? freshId();
  pressIds.set(name, client_id);
  const keys = button.closest(".keys");
  // Not disabled: a disabled button loses the keyboard's place in the page.
  const setBusy = (busy) => {
    for (const one of keys.querySelectorAll("button")) one.setAttribute("aria-disabled", String(busy));
    button.classList.toggle("busy", busy);
  };
  setBusy(true);
  try {
    const answer = await insist(() => postJson("/api/press", { message: message.id, press, client_id }));
    pressIds.delete(name);
    toast(answer.toast);
    refreshSoon();
    tell("activity", { what: "press" });
    live.poke();
  } catch (refusal) {
    if (!refusal.retryable) pressIds.delete(name);
    toast(refusal.text || word("web-press-failed"));
  }
  setBusy(false);
}

async function insist(attempt) {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (refusal) {
      if (!refusal.retryable || tried === PRESS_TRIES) throw refusal;
      await new Promise((resolve) => setTimeout(resolve, backoff(tried - 1)));
    }
  }
}

// ---- the parts

let composer = null;
const actions = {
  open: openPhoto,
  press: pressed,
  reply: null,
  retry: (client_id) => outbox.retry(client_id),
  remove: (client_id) => outbox.remove(client_id),
};
const log = createLog({
  log: byId("log"), body: byId("log-body"), rows: byId("rows"), pending: byId("pending"),
  empty: byId("empty"), pill: byId("pill"), pillText: byId("pill-text"),
}, actions);
const outbox = createOutbox({
  changed: (entries) => log.drawPending(entries),
  failed: (entry) => toast(entry.error || word("web-failed")),
  sent(entry) {
    if (entry.text.startsWith("/")) refreshSoon();
    if (log.has(entry.id)) outbox.remove(entry.client_id);
    tell("activity", { what: "say" });
    live.poke();
  },
});

const hooks = {
  messages(list) {
    const fresh = log.arrive(list);
    for (const message of list) if (message.client_id) outbox.remove(message.client_id);
    const count = fresh.filter((message) => !message.mine).length;
    if (fresh.length) tell("arrived", { count, asking: log.asking });
    if (count && document.hidden) setUnread(unread + count);
    // Elder mode is switched on by a plain sentence, too: the answer offers the way back.
    const turns = fresh.some(({ buttons }) => buttons?.flat().some(({ press }) => press.startsWith("elder:")));
    if (count && (stale || turns)) refreshSoon(false);
  },
  clock(now) {
    learn({ now });
    log.drawDays();
  },
  link(state) {
    const key = { online: "web-online", connecting: "web-connecting", offline: "web-offline" }[state];
    byId("link").dataset.state = state;
    // Said only when it changes: a screen reader reads whatever is written here.
    if (byId("link-text").textContent !== word(key)) byId("link-text").textContent = word(key);
  },
};

function setUnread(count) {
  unread = count;
  document.title = count ? `(${count}) ${me.title}` : me.title;
}

// ---- who I am

const emptyText = () => {
  if (!me.can_write) return word("web-empty-readonly");
  return word(staff ? "web-empty-staff" : "web-empty");
};

function showEmpty() {
  byId("empty-title").hidden = !me.can_write || staff;
  byId("empty-text").textContent = emptyText();
}

function showMe() {
  learn(me);
  applyWords();
  browser.keep("words", { words: me.words, lang: me.lang });
  hooks.link(byId("link").dataset.state);
  document.documentElement.classList.toggle("elder", Boolean(me.elder));
  byId("title").textContent = me.title;
  setUnread(unread);
  byId("composer").hidden = !me.can_write;
  byId("readonly").hidden = me.can_write;
  showEmpty();
  actions.reply = me.can_write ? (message) => composer.setReply(message) : null;
  composer.setMenu(me.menu ?? [], me.week);
}

let refreshTimer = 0;
/** Now, and once more when something is said because of it: either may come first. */
function refreshSoon(again = true) {
  stale = again;
  clearTimeout(refreshTimer);
  refreshTimer = setTimeout(async () => {
    const next = await fetchJson("/api/me").catch(() => null);
    if (!next) return;
    const changed = next.lang !== me.lang || next.elder !== me.elder || next.can_write !== me.can_write;
    me = next;
    showMe();
    if (changed) log.redraw();
  }, 400);
}

// ---- history

let loadingOlder = false;
async function loadOlder() {
  if (loadingOlder || log.whole) return;
  loadingOlder = true;
  byId("older").classList.add("busy");
  try {
    const query = log.first === undefined ? { limit: PAGE } : { before: log.first, limit: PAGE };
    const page = await fetchJson("/api/messages", query);
    log.takeOlder(page.messages, page.more && page.messages.length > 0);
  } finally {
    loadingOlder = false;
    byId("older").classList.remove("busy");
    byId("older").hidden = log.whole;
  }
}

function watchTop() {
  byId("older").addEventListener("click", () => loadOlder().catch(() => {}));
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) loadOlder().catch(() => {});
  }, { root: byId("log"), rootMargin: "240px 0px 0px" }).observe(byId("older"));
}

// ---- start

function wirePage() {
  byId("viewer").addEventListener("click", () => byId("viewer").close());
  document.addEventListener("visibilitychange", () => !document.hidden && setUnread(0));
  visualViewport?.addEventListener("resize", fit);
  obey({
    prefill: ({ text }) => fill(String(text)),
    poke: () => live.poke(),
    clock: ({ now }) => hooks.clock(now),
    view({ compact, bare, staff: isStaff }) {
      staff = Boolean(isStaff);
      if (me) showEmpty();
      document.documentElement.classList.toggle("compact", Boolean(compact));
      document.documentElement.classList.toggle("bare", Boolean(bare));
    },
    large: ({ large }) => setLarge(Boolean(large)),
  });
}

function fill(text) {
  wish = me ? "" : text;
  if (me?.can_write && text) composer.fill(text);
}

/** On iOS the keyboard covers the page instead of shrinking it. */
function fit() {
  const unzoomed = Math.abs(visualViewport.scale - 1) < 0.01;
  const covered = unzoomed && innerHeight - visualViewport.height > 80;
  document.body.style.height = covered ? `${visualViewport.height}px` : "";
  if (covered) scrollTo(0, 0);
}

/** Midnight passes while the page is open: "today" becomes "yesterday". */
function watchMidnight() {
  let day = dayKey(serverNow());
  setInterval(() => {
    const now = dayKey(serverNow());
    if (now !== day) log.drawDays();
    day = now;
  }, 30_000);
}

async function begin(attempt = 0) {
  try {
    me ??= await fetchJson("/api/me");
    showMe();
    fill(wish);
    hooks.link("connecting");
    await loadOlder();
    showEmpty();
  } catch (refusal) {
    hooks.link("offline");
    byId("empty-text").textContent = refusal.text || word("web-unavailable");
    byId("empty").hidden = false;
    if (refusal.retryable !== false) setTimeout(begin, backoff(attempt), attempt + 1);
    return;
  }
  log.goToEnd();
  watchTop();
  watchMidnight();
  await outbox.restore();
  live = embedded ? ask(log, hooks) : listen(log, hooks);
  if (me.can_write) arrive().then((told) => told && live.poke());
  tell("arrived", { count: 0, asking: log.asking });
}

document.documentElement.classList.toggle("embedded", embedded);
composer = createComposer({ say: (said) => outbox.add(said), complain: toast });
const spoken = { say: (said) => outbox.add({ text: "", ...said, reply_to: composer.takeReply() }), complain: toast };
wireVoice(spoken);
wirePlace(spoken);
learn(browser.recall("words") ?? {}); // so that the page has words even if the server has none now
applyWords();
wirePage();
wireSize();
tell("ready");
begin();
