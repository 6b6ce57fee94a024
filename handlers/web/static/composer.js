// Where the person writes: text, a photo or another file, commands, the message replied to.
import { element } from "./bubble.js";
import { tab } from "./kept.js";
import { prepared } from "./photo.js";
import { word } from "./words.js";

const byId = (id) => document.getElementById(id);

/** hooks: say({text, blob, preview, label, reply_to}), complain(text). */
export function createComposer(hooks) {
  const form = byId("composer");
  const text = byId("text");
  const file = byId("file");
  const menu = byId("menu");
  const menuButton = byId("menu-button");
  let chosen = null; // the file that waits beside the field
  let replied = null;

  function grow() {
    text.style.height = "auto";
    if (text.value) text.style.height = `${Math.min(text.scrollHeight, innerHeight * 0.3)}px`;
    const ready = Boolean(chosen || text.value.trim());
    byId("send").classList.toggle("ready", ready);
    byId("send").setAttribute("aria-disabled", String(!ready));
    tab.keep("draft", text.value);
  }

  function setFile(next) {
    chosen = next;
    byId("photo-strip").hidden = !next;
    byId("photo-preview").replaceChildren(...(next ? [next.preview ?? next.label] : []));
    text.placeholder = word(next ? "web-caption" : "web-write");
    file.value = "";
    grow();
  }

  function setReply(message) {
    replied = message;
    byId("reply-strip").hidden = !message;
    const quote = (message?.text ?? "").replace(/\s+/g, " ").trim();
    byId("reply-text").textContent = message ? word("web-replying", { text: [...quote].slice(0, 60).join("") }) : "";
    if (message) text.focus();
  }

  function submit() {
    const said = text.value.trim();
    if (!said && !chosen) {
      text.focus();
      return;
    }
    hooks.say({ text: said, ...(chosen ?? {}), reply_to: takeReply() });
    text.value = "";
    setFile(null);
  }

  /** What the next message replies to, if anything; then no other does. */
  function takeReply() {
    const id = replied?.id ?? null;
    setReply(null);
    return id;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  text.addEventListener("input", grow);
  text.addEventListener("keydown", (event) => {
    // 229: Safari ends a composition before the Enter that chose the word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  });

  async function choose(one) {
    if (!one) return;
    try {
      setFile(await prepared(one));
      text.focus();
    } catch (problem) {
      setFile(null);
      hooks.complain(word(problem.cause ?? "web-photo-unreadable"));
    }
  }

  byId("photo-button").addEventListener("click", () => file.click());
  file.addEventListener("change", () => choose(file.files[0]));
  text.addEventListener("paste", (event) => {
    const image = [...event.clipboardData.files].find((one) => one.type.startsWith("image/"));
    if (!image) return;
    event.preventDefault();
    choose(image);
  });
  const back = (clear) => () => {
    clear(null);
    text.focus();
  };
  byId("photo-remove").addEventListener("click", back(setFile));
  byId("reply-cancel").addEventListener("click", back(setReply));

  function openMenu(open, back = false) {
    menu.hidden = !open;
    menuButton.setAttribute("aria-expanded", String(open));
    if (open) menu.querySelector("button")?.focus();
    else if (back) menuButton.focus();
  }

  menuButton.addEventListener("click", () => openMenu(menu.hidden));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || byId("viewer").open) return;
    if (!menu.hidden) openMenu(false, true);
    else if (replied) back(setReply)();
  });
  menu.addEventListener("focusout", ({ relatedTarget: next }) => {
    if (next && !menu.contains(next) && next !== menuButton) openMenu(false);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.hidden && !menu.contains(event.target) && !menuButton.contains(event.target)) openMenu(false);
  });

  function setMenu(commands, week) {
    menuButton.hidden = commands.length === 0;
    const links = week ? [element("a", "menu-item", word("web-week"))] : [];
    for (const link of links) {
      link.href = week;
      link.target = "_blank";
      link.rel = "noopener";
    }
    menu.replaceChildren(...commands.map(({ command, label }) => {
      const button = element("button", "menu-item");
      button.type = "button";
      button.dataset.command = command;
      button.append(element("span", "", label), element("code", "", command));
      button.addEventListener("click", () => {
        openMenu(false);
        hooks.say({ text: command });
        text.focus();
      });
      return button;
    }), ...links);
  }

  function fill(value) {
    text.value = value;
    grow();
    text.focus();
    text.setSelectionRange(value.length, value.length);
    form.classList.remove("filled");
    requestAnimationFrame(() => form.classList.add("filled"));
  }

  text.value = tab.recall("draft") ?? ""; // a reload must not take away what is half written
  new ResizeObserver(grow).observe(form);
  return { setMenu, setReply, takeReply, fill };
}
