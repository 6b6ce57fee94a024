// The card "try this first": what a visitor can do, step by step, one tap each.
import { element } from "./bubble.js";
import { word } from "./words.js";

const CLOSED = "jiedan.demo.guide";
const byId = (id) => document.getElementById(id);

/** does: prefill(text), acceptors(), resident(), next(), monday(). */
export function createGuide(residentName, does) {
  const say = (key) => ({ label: word(key), act: () => does.prefill(word(key)), quote: true });
  const steps = [
    { text: word("web-guide-1", { name: residentName }), buttons: ["web-guide-light", "web-guide-lift", "web-guide-fee"].map(say) },
    { text: word("web-guide-2"), buttons: [{ label: word("web-guide-2-do"), act: does.acceptors }] },
    { text: word("web-guide-3"), buttons: [{ label: word("web-guide-3-do"), act: does.resident }] },
    { text: word("web-guide-4"), buttons: [{ label: word("web-demo-next"), act: does.next }] },
    { text: word("web-guide-5"), buttons: [{ label: word("web-demo-monday"), act: does.monday }] },
  ];

  function stepItem(step, index) {
    const item = element("li", "step");
    item.append(element("p", "", step.text));
    step.buttons.forEach(({ label, act, quote }, at) => {
      const button = element("button", quote ? "sample" : "do", label);
      button.type = "button";
      button.dataset.testid = `guide-step-${index + 1}${at ? `-${at + 1}` : ""}`;
      button.addEventListener("click", act);
      item.append(button);
    });
    return item;
  }

  function open(wanted, byHand = true) {
    byId("guide").hidden = !wanted;
    byId("guide-open").setAttribute("aria-expanded", String(wanted));
    if (!byHand) return;
    sessionStorage.setItem(CLOSED, wanted ? "" : "1");
    (wanted ? byId("guide-close") : byId("guide-open")).focus();
  }

  byId("guide-steps").replaceChildren(...steps.map(stepItem));
  byId("guide-open").addEventListener("click", () => open(byId("guide").hidden));
  byId("guide-close").addEventListener("click", () => open(false));
  byId("guide").addEventListener("keydown", (event) => event.key === "Escape" && open(false));
  open(!sessionStorage.getItem(CLOSED), false);

  return {
    /** On a narrow screen the card covers the phones: step aside for what was asked. */
    stepAside: () => open(false, false),
    done: (number) => byId("guide-steps").children[number - 1]?.classList.add("done"),
  };
}
