// The conversation on the screen: order, days, edits, keeping the reader's place.
import { element, messageRow, pendingRow } from "./bubble.js";
import { dayKey, dayName, word } from "./words.js";

const NEAR_END = 64; // px that still count as "at the end"

/** parts: log, rows, pending, empty, pill. actions: see bubble.js. */
export function createLog(parts, actions) {
  const messages = new Map(); // id → message
  const rows = new Map(); // id → element
  let ids = []; // ascending
  let lastSeq = 0;
  let atEnd = true;
  let unseen = 0;
  let whole = false; // nothing older is left on the server

  const toEnd = () => {
    parts.log.scrollTop = parts.log.scrollHeight;
  };

  function setUnseen(count) {
    unseen = count;
    parts.pill.hidden = count === 0;
    parts.pillText.textContent = count ? word("web-new", { count }) : "";
  }

  parts.log.addEventListener("scroll", () => {
    if (parts.log.clientHeight === 0) return; // hidden frame: not the reader's doing
    atEnd = parts.log.scrollHeight - parts.log.scrollTop - parts.log.clientHeight < NEAR_END;
    if (atEnd) setUnseen(0);
  }, { passive: true });
  new ResizeObserver(() => atEnd && toEnd()).observe(parts.log);
  new ResizeObserver(() => atEnd && toEnd()).observe(parts.body);
  parts.pill.addEventListener("click", () => {
    parts.log.focus({ preventScroll: true }); // before the pill goes, and the keyboard's place with it
    goToEnd();
  });

  function goToEnd() {
    atEnd = true;
    setUnseen(0);
    toEnd();
  }

  /** Change the rows while what the reader looks at stays where it is. */
  function keepPlace(change) {
    const top = parts.log.getBoundingClientRect().top;
    const anchor = atEnd ? null : [...rows.values()].find((row) => row.getBoundingClientRect().bottom > top);
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (atEnd) toEnd();
    else if (anchor?.isConnected) parts.log.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  function place(id, row) {
    let at = ids.length;
    while (at > 0 && ids[at - 1] > id) at -= 1;
    const next = at < ids.length ? rows.get(ids[at]) : null;
    ids.splice(at, 0, id);
    parts.rows.insertBefore(row, next);
  }

  /** Redraw while the keyboard stays on the same button, and on no other: it might do harm. */
  function keepFocus(old, replace, otherwise) {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    replace();
    if (!focused || focused.isConnected) return;
    const { press, of } = focused.dataset;
    const same = [...parts.body.querySelectorAll("button")]
      .find((one) => of !== undefined && one.dataset.of === of && one.dataset.press === press && one.className === focused.className);
    (same ?? otherwise()).focus({ preventScroll: true });
  }

  const swap = (old, row) => keepFocus(old, () => old.replaceWith(row), () => (row.hidden ? parts.log : row));

  /** What is drawn now is no news, so it is not read aloud. */
  let quiet = 0;
  function quietly(draw) {
    parts.rows.setAttribute("aria-live", "off");
    draw();
    clearTimeout(quiet);
    quiet = setTimeout(aloud, 150);
  }

  function aloud() {
    clearTimeout(quiet);
    parts.rows.setAttribute("aria-live", "polite");
  }

  /** Days are worked out anew after a change; a heading that is still right is left alone, because
   *  a screen reader would read it again. */
  function drawDays() {
    const headings = new Map([...parts.rows.querySelectorAll(".day")].map((node) => [node.nextElementSibling, node]));
    let previous = "";
    for (const id of ids.filter((one) => !messages.get(one).gone)) {
      const at = new Date(messages.get(id).at);
      const key = dayKey(at);
      const row = rows.get(id);
      const heading = headings.get(row);
      headings.delete(row);
      if (key === previous) heading?.remove();
      else if (!heading) row.before(element("h2", "day", dayName(at)));
      else if (heading.textContent !== dayName(at)) heading.textContent = dayName(at);
      previous = key;
    }
    for (const orphan of headings.values()) orphan.remove();
    parts.empty.hidden = ids.length > 0 || parts.pending.childElementCount > 0 || !whole;
  }

  const isNews = (message) => !(messages.get(message.id)?.seq >= message.seq);
  /** Edits of messages not loaded yet come with their page when the reader scrolls to it. */
  const isLoaded = (message) => whole || !ids.length || message.id >= ids[0] || messages.has(message.id);

  function put(message) {
    const row = messageRow(message, actions);
    const old = rows.get(message.id);
    messages.set(message.id, message);
    rows.set(message.id, row);
    if (old) swap(old, row);
    else place(message.id, row);
    if (!message.client_id) return;
    parts.pending.querySelector(`[data-client-id="${CSS.escape(message.client_id)}"]`)?.remove();
  }

  const hear = (list) => {
    lastSeq = Math.max(lastSeq, ...list.map((message) => message.seq));
  };

  /** Take messages in any order, new or edited; returns those not seen before. */
  function take(list) {
    const news = list.filter(isNews);
    const fresh = news.filter((message) => !messages.has(message.id));
    if (news.length) {
      keepPlace(() => {
        news.forEach(put);
        drawDays();
      });
    }
    return fresh;
  }

  /** Messages that arrived just now: count those the reader has not scrolled to. */
  function arrive(list) {
    hear(list);
    if (list.some(isNews)) aloud();
    const fresh = take(list.filter(isLoaded));
    if (!atEnd) setUnseen(unseen + fresh.filter((message) => !message.mine && !message.gone).length);
    return fresh;
  }

  /** A page from the history. */
  function takeOlder(list, more) {
    whole = !more;
    hear(list);
    quietly(() => {
      take(list);
      drawDays();
    });
  }

  function drawPending(entries) {
    const grew = entries.length > parts.pending.childElementCount;
    const waiting = entries.filter((entry) => !messages.has(entry.id));
    const draw = () => parts.pending.replaceChildren(...waiting.map((entry) => pendingRow(entry, actions)));
    keepFocus(parts.pending, draw, () => parts.log);
    drawDays();
    if (grew) goToEnd();
    else if (atEnd) toEnd();
  }

  /** The words have changed. */
  function redraw() {
    quietly(() => keepPlace(() => {
      for (const id of ids) {
        const row = messageRow(messages.get(id), actions);
        swap(rows.get(id), row);
        rows.set(id, row);
      }
      drawDays();
    }));
  }

  return {
    arrive, takeOlder, drawPending, redraw, drawDays, goToEnd,
    has: (id) => messages.has(id),
    get first() { return ids[0]; },
    get last() { return ids.length ? ids[ids.length - 1] : 0; },
    get lastSeq() { return lastSeq; },
    get whole() { return whole; },
    get asking() { return ids.slice(-12).some((id) => messages.get(id).buttons?.length > 0); },
  };
}
