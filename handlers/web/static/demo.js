// The demo page: everybody's phones, a clock that can be moved, and a guide.
import { element } from "./bubble.js";
import { createGuide } from "./guide.js";
import { createPanes } from "./panes.js";
import { backoff, fetchJson, postJson } from "./wire.js";
import { applyWords, calendarDate, clockTime, learn, serverNow, shortMoment, weekdayName, word } from "./words.js";

const byId = (id) => document.getElementById(id);
const REFRESH = 20_000; // ms between looks at the next reminder
const JOURNEY = 300_000; // ms; an emergency nobody takes pages every five minutes, for days
const wanted = new URLSearchParams(location.search).get("lang");

let state = null;
let panes = null;
let guide = null;
let moving = false;

const fetchState = () => fetchJson("/demo/state", wanted ? { lang: wanted } : {});

// ---- the clock

function drawClock() {
  const now = serverNow();
  byId("clock-time").textContent = clockTime(now);
  const week = /W(\d+)$/.exec(state.week ?? "")?.[1];
  const parts = [calendarDate(now), weekdayName(now), week && word("web-demo-week", { week: Number(week) })];
  byId("clock-date").textContent = parts.filter(Boolean).join(" · ");
}

const nextDue = () => (state.next_due
  ? word("web-demo-next-due", { time: shortMoment(new Date(state.next_due)) })
  : word("web-demo-no-due"));

let outcomeUntil = 0;
function setOutcome(text, lasting = 0) {
  outcomeUntil = Date.now() + lasting;
  byId("clock-outcome").textContent = text;
}

function drawState() {
  learn({ now: state.now });
  drawClock();
  byId("clock-next").disabled = moving || !state.next_due;
  if (!moving && Date.now() > outcomeUntil) setOutcome(nextDue());
}

function setMoving(busy) {
  moving = busy;
  for (const id of ["clock-hour", "clock-next", "clock-monday"]) byId(id).disabled = busy;
  document.body.classList.toggle("moving", busy);
  if (busy) setOutcome(word("web-demo-busy"), JOURNEY);
}

/** to: hour, next or monday. */
async function move(to) {
  if (moving) return;
  setMoving(true);
  let outcome = word("web-demo-failed");
  try {
    const { now, fired, sent } = await postJson("/demo/clock", { to }, { timeout: JOURNEY });
    learn({ now });
    panes.all("clock", { now });
    panes.all("poke");
    const time = shortMoment(new Date(now));
    const key = fired || sent ? "web-demo-fired" : "web-demo-nothing";
    outcome = word(key, { time: to === "monday" ? `${weekdayName(new Date(now))} ${clockTime(new Date(now))}` : time, fired, sent });
    guide.done(to === "monday" ? 5 : 4);
  } catch (refusal) {
    outcome = refusal.text || outcome;
  }
  setMoving(false);
  setOutcome(outcome, 9000);
  await refresh();
}

async function refresh() {
  const next = await fetchState().catch(() => null);
  if (next) state = next;
  drawState();
}

// ---- what happens in the phones

let refreshTimer = 0;
const hooks = {
  activity(key, what) {
    panes.all("poke");
    if (what === "say" && key === panes.resident.key) guide.done(1);
    if (what === "press") guide.done(key === panes.resident.key ? 3 : 2);
    clearTimeout(refreshTimer);
    refreshTimer = setTimeout(refresh, 1200);
  },
};

function aside() {
  if (!panes.isWide()) guide.stepAside();
}

// The server names people freely; a Party group is known by its key or by the word in its role.
const isParty = ({ key, role }) => /party|branch|group/.test(key) || /party/i.test(role) || role.includes("\u515a");

const does = {
  prefill(text) {
    aside();
    panes.reveal([panes.resident.key]);
    panes.send(panes.resident.key, "prefill", { text });
  },
  acceptors() {
    aside();
    const asking = panes.asking();
    const second = state.personas.find((one) => one.key !== panes.resident.key);
    panes.reveal(asking.length ? asking : [second.key]);
  },
  resident() {
    aside();
    panes.reveal([panes.resident.key]);
  },
  next() {
    aside();
    return move("next");
  },
  async monday() {
    aside();
    await move("monday");
    panes.reveal(state.personas.filter(isParty).map((one) => one.key));
  },
};

// ---- start

function drawLanguages() {
  const languages = state.langs ?? [];
  byId("languages").hidden = languages.length < 2;
  byId("languages").replaceChildren(...languages.map(({ code, label }) => {
    const link = element("a", "", label);
    link.href = `/demo?lang=${encodeURIComponent(code)}`;
    link.lang = code;
    if (code === state.lang) link.setAttribute("aria-current", "true");
    return link;
  }));
}

async function begin(attempt = 0) {
  try {
    state = await fetchState();
  } catch {
    setTimeout(begin, backoff(attempt), attempt + 1);
    return;
  }
  learn({ words: state.words, lang: state.lang ?? "zh", zone: state.zone, now: state.now });
  applyWords();
  document.title = word("web-demo-title");
  drawLanguages();
  panes = createPanes(state.personas, { people: byId("people"), first: byId("first"), others: byId("others"), none: byId("none") }, hooks);
  guide = createGuide(panes.resident.name, does);
  for (const to of ["hour", "next", "monday"]) byId(`clock-${to}`).addEventListener("click", () => move(to));
  drawState();
  setInterval(drawClock, 1000);
  setInterval(() => !document.hidden && !moving && refresh(), REFRESH);
}

begin();
