// The phones on the demo page: one frame per person, who is shown, who has news.
import { element } from "./bubble.js";
import { word } from "./words.js";

const CHOSEN = "jiedan.demo.chosen";
const WIDE = matchMedia("(min-width: 1100px)");
const OTHER_WIDTH = 320; // px that one more phone needs

/** Machines without an emoji font would show empty boxes; a letter looks better there. */
function drawsEmoji() {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 24;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.font = "20px sans-serif";
  context.fillStyle = "#000";
  context.fillText("\u{1F535}", 0, 20);
  const pixels = context.getImageData(0, 0, 24, 24).data;
  for (let at = 0; at < pixels.length; at += 4) if (pixels[at + 2] > pixels[at] + 60) return true;
  return false;
}

const EMOJI = drawsEmoji();

function face(person, index) {
  const node = element("span", `face tint-${index % 6}`, EMOJI && person.emoji ? person.emoji : [...person.role][0]);
  node.setAttribute("aria-hidden", "true");
  return node;
}

function makePane(person, index) {
  const pane = element("section", "pane");
  pane.dataset.testid = `pane-${person.key}`;
  pane.setAttribute("aria-label", `${person.name} · ${person.role}`);
  const head = element("header", "pane-head");
  const names = element("p", "pane-names");
  names.append(element("b", "", person.name), element("span", "", person.role));
  const about = element("div", "pane-about");
  about.append(names, element("p", "pane-hint", person.hint ?? ""));
  const size = element("button", "pane-size", word("web-large"));
  size.type = "button";
  head.append(face(person, index), about, size);
  const phone = element("div", "phone");
  const frame = element("iframe");
  frame.title = `${person.name} · ${person.role}`;
  frame.src = `/?as=${encodeURIComponent(person.key)}`;
  phone.append(frame);
  pane.append(head, phone);
  return { pane, frame, size };
}

function makeChip(person, index) {
  const chip = element("button", "chip");
  chip.type = "button";
  chip.dataset.testid = `chip-${person.key}`;
  chip.title = `${person.name} · ${person.role}`;
  const names = element("span", "chip-names");
  names.append(element("b", "", person.name), element("span", "", person.role));
  const badge = element("span", "badge");
  badge.hidden = true;
  chip.append(face(person, index), names, badge);
  return { chip, badge };
}

/** parts: people, first, others, none. hooks: activity(key, what). */
export function createPanes(personas, parts, hooks) {
  const resident = personas.find((one) => one.key.startsWith("resident")) ?? personas[0];
  const phones = new Map();
  let chosen = new Set();
  let single = resident.key; // whose phone a narrow screen shows

  function send(key, kind, more = {}) {
    if (kind === "prefill" && !phones.get(key).ready) {
      phones.get(key).wish = more; // still loading: said once it is ready, and only then
      return;
    }
    phones.get(key).frame.contentWindow?.postMessage({ jiedan: kind, ...more }, location.origin);
  }

  const shows = (key) => (WIDE.matches ? chosen.has(key) : key === single);

  function setUnread(key, count) {
    const one = phones.get(key);
    one.unread = count;
    one.badge.hidden = count === 0;
    one.badge.textContent = count ? String(Math.min(count, 99)) : "";
    one.badge.title = count ? word("web-demo-unread", { count }) : "";
    one.chip.setAttribute("aria-label", [one.person.name, one.person.role, one.badge.title].filter(Boolean).join(" · "));
  }

  function draw() {
    for (const [key, one] of phones) {
      one.pane.hidden = !shows(key);
      one.chip.setAttribute("aria-pressed", String(shows(key)));
      const staff = key !== resident.key;
      send(key, "view", { compact: WIDE.matches && staff, bare: !WIDE.matches, staff });
    }
    parts.first.hidden = !shows(resident.key);
    parts.none.hidden = [...phones.keys()].some(shows);
    sessionStorage.setItem(CHOSEN, JSON.stringify({ chosen: [...chosen], single }));
  }

  function toggle(key) {
    if (!WIDE.matches) single = key;
    else if (chosen.has(key) && !phones.get(key).unread) chosen.delete(key);
    else chosen.add(key);
    draw();
    if (shows(key)) bringIntoView(key);
  }

  function bringIntoView(key) {
    phones.get(key).chip.scrollIntoView({ inline: "nearest", block: "nearest" });
    phones.get(key).pane.scrollIntoView({ inline: "nearest", block: "nearest" });
  }

  /** Show these phones and point at them; on a narrow screen the first of them. */
  function reveal(keys) {
    if (!keys.length) return;
    for (const key of keys) chosen.add(key);
    if (!keys.includes(single)) single = keys[0];
    draw();
    bringIntoView(keys[0]);
    keys.forEach(pulse);
  }

  function pulse(key) {
    const { pane } = phones.get(key);
    pane.classList.remove("pulse");
    requestAnimationFrame(() => pane.classList.add("pulse"));
  }

  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const key = entry.target.dataset.testid.slice("pane-".length);
      phones.get(key).inView = entry.isIntersecting;
      if (entry.isIntersecting) setUnread(key, 0);
    }
  }, { threshold: 0.4 });

  function arrived(key, { count, asking }) {
    const one = phones.get(key);
    one.asking = Boolean(asking);
    if (!count) return;
    if (one.inView) pulse(key);
    else setUnread(key, one.unread + count);
  }

  function hear(event) {
    if (event.origin !== location.origin) return;
    const key = [...phones.keys()].find((one) => phones.get(one).frame.contentWindow === event.source);
    if (key === undefined) return;
    const { jiedan: kind, ...more } = event.data ?? {};
    if (kind === "ready") begin(key);
    else if (kind === "arrived") arrived(key, more);
    else if (kind === "activity") hooks.activity(key, more.what);
    else if (kind === "large") phones.get(key).size.setAttribute("aria-pressed", String(more.large));
  }

  function begin(key) {
    const { wish } = phones.get(key);
    Object.assign(phones.get(key), { ready: true, wish: null });
    draw();
    if (wish) send(key, "prefill", wish);
  }

  function build() {
    personas.forEach((person, index) => {
      const one = { person, unread: 0, asking: false, inView: false, ...makePane(person, index), ...makeChip(person, index) };
      phones.set(person.key, one);
      one.chip.addEventListener("click", () => toggle(person.key));
      one.size.addEventListener("click", () => {
        send(person.key, "large", { large: one.size.getAttribute("aria-pressed") !== "true" });
      });
      one.pane.classList.toggle("resident", person.key === resident.key);
      parts.people.append(one.chip);
      (person.key === resident.key ? parts.first : parts.others).append(one.pane);
      setUnread(person.key, 0);
    });
  }

  function remember() {
    const room = Math.max(2, Math.floor((innerWidth - 700) / OTHER_WIDTH));
    const others = personas.filter((one) => one.key !== resident.key).slice(0, room);
    chosen = new Set([resident, ...others].map((one) => one.key));
    try {
      const kept = JSON.parse(sessionStorage.getItem(CHOSEN));
      if (kept?.chosen) chosen = new Set(kept.chosen.filter((key) => phones.has(key)));
      if (phones.has(kept?.single)) single = kept.single;
    } catch {
      sessionStorage.removeItem(CHOSEN);
    }
  }

  addEventListener("message", hear);
  build();
  remember();
  draw();
  for (const { pane } of phones.values()) seen.observe(pane);
  WIDE.addEventListener("change", draw);

  return {
    resident, send, reveal,
    all: (kind, more) => [...phones.keys()].forEach((key) => send(key, kind, more)),
    asking: () => [...phones].filter(([key, one]) => one.asking && key !== resident.key).map(([key]) => key),
    isWide: () => WIDE.matches,
  };
}
