// Words and times as the person reads them: the catalogue's messages, the server's clock, the zone.

let catalogue = {};
let language = "zh";
let zone = "Asia/Shanghai";
let formats = {};
let offset = 0; // server's clock minus ours, in ms; the demo moves it

/** Take over any of: words, lang, zone, now. */
export function learn({ words, lang, zone: newZone, now }) {
  if (words) catalogue = words;
  if (lang) language = lang;
  if (newZone) zone = newZone;
  if (now) offset = Date.parse(now) - Date.now();
  formats = {};
  document.documentElement.lang = language === "zh" ? "zh-CN" : language;
}

export const serverNow = () => new Date(Date.now() + offset);

/** A message of the catalogue; {name} is filled in here. Isolation marks are dropped first. */
export function word(key, values = {}) {
  const text = (catalogue[key] ?? "").replace(/[\u2066-\u2069]/g, "");
  return text.replace(/\{\s*\$?(\w+)\s*\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Put words where the page asks for them. */
export function applyWords(root = document) {
  for (const node of root.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of root.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", word(node.dataset.label));
    if (node.matches("button, label")) node.title = word(node.dataset.label);
  }
  for (const node of root.querySelectorAll("[data-hint]")) node.placeholder = word(node.dataset.hint);
}

const SHAPES = {
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { month: "long", day: "numeric", weekday: "long" },
  dayWithYear: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
  date: { month: "short", day: "numeric" },
  weekday: { weekday: "short" },
  shortDay: { month: "numeric", day: "numeric", weekday: "short" },
};

function format(shape, date) {
  formats[shape] ??= new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", { ...SHAPES[shape], timeZone: zone });
  return formats[shape].format(date);
}

/** "2026-11-20" in the community's zone. */
export function dayKey(date) {
  formats.key ??= new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone });
  return formats.key.format(date);
}

export const clockTime = (date) => format("time", date);
export const calendarDate = (date) => format("date", date);
export const weekdayName = (date) => format("weekday", date);

/** Today, yesterday, or the date: the heading of a day. */
export function dayName(date) {
  const now = serverNow();
  const key = dayKey(date);
  if (key === dayKey(now)) return word("web-today");
  if (key === dayKey(new Date(now.getTime() - 86_400_000))) return word("web-yesterday");
  return format(key.slice(0, 4) === dayKey(now).slice(0, 4) ? "day" : "dayWithYear", date);
}

/** A moment near now: the time alone today, with the day otherwise. */
export function shortMoment(date) {
  const time = clockTime(date);
  return dayKey(date) === dayKey(serverNow()) ? time : `${format("shortDay", date)} ${time}`;
}
