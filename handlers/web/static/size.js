// How large the letters are: two sizes, chosen with one tap, remembered in this browser.
import { tell } from "./embed.js";
import { browser, watch } from "./kept.js";

const LARGE = "large";

function show(large) {
  document.documentElement.classList.toggle("large", large);
  document.getElementById("size").setAttribute("aria-pressed", String(large));
  tell("large", { large });
}

export function setLarge(large) {
  browser.keep(LARGE, large);
  show(large);
}

export function wireSize() {
  const button = document.getElementById("size");
  button.addEventListener("click", () => setLarge(button.getAttribute("aria-pressed") !== "true"));
  watch(LARGE, (_name, large) => show(Boolean(large)));
  show(Boolean(browser.recall(LARGE)));
}
