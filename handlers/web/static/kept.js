// What the browser remembers for the person. One that keeps nothing (a full store, cookies
// forbidden) is no error: then the page simply forgets.
import { persona } from "./wire.js";

const PREFIX = `jiedan.${persona ?? ""}.`;

function store(open) {
  function attempt(act, otherwise) {
    try {
      return act(open());
    } catch {
      return otherwise;
    }
  }
  const recall = (name) => attempt((place) => JSON.parse(place.getItem(PREFIX + name)), null);
  return {
    recall,
    /** False if there was no room. */
    keep: (name, value) => attempt((place) => (place.setItem(PREFIX + name, JSON.stringify(value)), true), false),
    drop: (name) => attempt((place) => place.removeItem(PREFIX + name)),
    /** Everything whose name begins so. */
    all: (start) => attempt((place) => Object.keys(place), [])
      .filter((key) => key.startsWith(PREFIX + start))
      .map((key) => recall(key.slice(PREFIX.length)))
      .filter(Boolean),
  };
}

/** Shared by all tabs, and still there after the browser was closed. */
export const browser = store(() => localStorage);
/** This tab's own. */
export const tab = store(() => sessionStorage);

/** changed(name, value) when another tab keeps or drops (null) something whose name begins so. */
export function watch(start, changed) {
  addEventListener("storage", (event) => {
    if (event.storageArea === sessionStorage || !event.key?.startsWith(PREFIX + start)) return;
    const name = event.key.slice(PREFIX.length);
    changed(name, event.newValue === null ? null : browser.recall(name));
  });
}
