// The chat inside the demo page: what the two windows of our own origin tell each other.
import { persona } from "./wire.js";

/** True when this chat is one of the phones on the demo page. */
export const embedded = window.parent !== window;

/** kind: ready, arrived {count, asking}, activity {what: "say" | "press"}, large {large}. */
export function tell(kind, more = {}) {
  if (embedded) window.parent.postMessage({ jiedan: kind, as: persona, ...more }, location.origin);
}

/** handlers: prefill({text}), poke(), clock({now}), view({compact, bare, staff}), large({large}). */
export function obey(handlers) {
  if (!embedded) return;
  const known = new Map(Object.entries(handlers));
  addEventListener("message", (event) => {
    if (event.origin !== location.origin || event.source !== window.parent) return;
    const kind = event.data?.jiedan;
    known.get(kind)?.(event.data);
  });
}
