// One message as elements. Text goes in as text only; addresses only if they are our own paths.
import { ownPath } from "./wire.js";
import { clockTime, word } from "./words.js";

export function element(tag, className = "", text = "") {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

// Emergency numbers are one tap away; "110号楼" is a building, not the police.
// No look-behind: older iPhones refuse the whole file for it.
const NUMBER = /(^|[^\d\-#+])(110|119|120|122|12345)(?![\d\-:.]|\s*[号栋楼室户元块单米岁年月日])/g;

function textNode(text, linked) {
  const node = element("p", "text");
  if (!linked) {
    node.textContent = text;
    return node;
  }
  let from = 0;
  for (const match of text.matchAll(NUMBER)) {
    const [all, before, number] = match;
    const link = element("a", "call", number);
    link.href = `tel:${number}`;
    link.setAttribute("aria-label", word("web-call", { number }));
    node.append(text.slice(from, match.index) + before, link);
    from = match.index + all.length;
  }
  node.append(text.slice(from));
  return node;
}

const TALLEST = 0.4; // width by height: what is taller shows its middle until it is opened
const WIDEST = 2;

/** A picture as it is: of one cut to a common shape the head is missing, and its numbers. */
function keepShape(button, image) {
  const shape = image.naturalWidth / image.naturalHeight;
  if (shape) button.style.aspectRatio = String(Math.min(Math.max(shape, TALLEST), WIDEST));
}

function photoNode(path, actions) {
  const button = element("button", "photo");
  button.type = "button";
  button.setAttribute("aria-label", word("web-photo-open"));
  const image = element("img");
  image.src = path;
  image.alt = "";
  image.loading = "lazy";
  image.decoding = "async";
  image.addEventListener("load", () => keepShape(button, image));
  button.append(image);
  button.addEventListener("click", () => actions.open(path));
  return button;
}

function voiceNode(path) {
  const audio = element("audio", "voice");
  audio.controls = true;
  audio.preload = "none";
  audio.src = path;
  audio.setAttribute("aria-label", word("web-voice"));
  return audio;
}

function videoNode(path) {
  const video = element("video", "video");
  video.controls = true;
  video.playsInline = true;
  video.preload = "metadata";
  video.src = path;
  video.setAttribute("aria-label", word("web-video"));
  return video;
}

function fileNode(path) {
  const link = element("a", "file", word("web-download"));
  link.href = path;
  link.download = "";
  return link;
}

function keyboard(message, actions) {
  const keys = element("div", "keys");
  keys.setAttribute("role", "group");
  keys.setAttribute("aria-label", word("web-keys"));
  for (const row of message.buttons) {
    const line = element("div", "keys-row");
    for (const { label, press } of row) {
      const button = element("button", "key", label);
      button.type = "button";
      button.dataset.press = press;
      button.addEventListener("click", () => actions.press(message, press, button));
      line.append(button);
    }
    keys.append(line);
  }
  return keys;
}

function metaNode(message, at) {
  const meta = element("p", "meta");
  if (message.edited) meta.append(element("span", "", word("web-edited")));
  const time = element("time", "", clockTime(at));
  time.dateTime = message.at;
  meta.append(time);
  return meta;
}

function replyButton(message, actions) {
  const button = element("button", "reply");
  button.type = "button";
  button.title = word("web-reply");
  button.setAttribute("aria-label", word("web-reply"));
  button.append(icon("reply"));
  button.addEventListener("click", () => actions.reply(message));
  return button;
}

/** The row of a message the server knows. actions: open, press, and reply (or null). */
export function messageRow(message, actions) {
  const row = element("div", `row ${message.mine ? "mine" : "theirs"}`);
  row.dataset.testid = "bubble";
  row.dataset.id = message.id;
  row.hidden = message.gone === true; // taken away
  row.tabIndex = -1; // a place for the keyboard when the button it stood on is gone
  const bubble = element("div", "bubble");
  if (message.mine) bubble.append(element("span", "sr", word("web-you")));
  else if (message.from) bubble.append(element("p", "from", message.from));
  const photo = ownPath(message.photo);
  const voice = ownPath(message.voice);
  if (photo) bubble.append(photoNode(photo, actions));
  const video = ownPath(message.video);
  if (voice) bubble.append(voiceNode(voice));
  if (video) bubble.append(videoNode(video));
  if (message.text) bubble.append(textNode(message.text, !message.mine));
  const file = ownPath(message.file);
  if (file) bubble.append(fileNode(file));
  bubble.append(metaNode(message, new Date(message.at)));
  const line = element("div", "line");
  line.append(bubble);
  if (!message.mine && actions.reply) line.append(replyButton(message, actions));
  row.append(line);
  if (message.buttons?.length) row.append(keyboard(message, actions));
  for (const button of row.querySelectorAll("button")) button.dataset.of = message.id;
  return row;
}

/** The row of a message that is still on its way. actions: retry, remove. */
export function pendingRow(entry, actions) {
  const row = element("div", `row mine pending ${entry.state}`);
  row.dataset.testid = "bubble";
  row.dataset.clientId = entry.client_id;
  const bubble = element("div", "bubble");
  if (entry.preview) bubble.append(entry.preview);
  else if (entry.label) bubble.append(element("p", "label", entry.label));
  if (entry.text) bubble.append(textNode(entry.text, false));
  const meta = element("p", "meta");
  meta.append(element("time", "", clockTime(new Date(entry.at))));
  bubble.append(meta);
  row.append(bubble);
  if (entry.state === "sent") return row;
  const status = element("p", "status", statusText(entry));
  row.append(status);
  if (entry.state === "failed" || entry.state === "retrying") row.append(repairs(entry, actions));
  return row;
}

function statusText(entry) {
  if (entry.state === "failed") return entry.error || word("web-failed");
  return entry.state === "retrying" ? word("web-retrying") : word("web-sending");
}

function repairs(entry, actions) {
  const line = element("div", "repairs");
  const retry = element("button", "quiet", word("web-retry"));
  retry.type = "button";
  retry.addEventListener("click", () => actions.retry(entry.client_id));
  line.append(retry);
  if (entry.state === "failed") {
    const remove = element("button", "quiet", word("web-remove"));
    remove.type = "button";
    remove.dataset.press = "remove";
    remove.addEventListener("click", () => actions.remove(entry.client_id));
    line.append(remove);
  }
  for (const button of line.children) button.dataset.of = entry.client_id;
  return line;
}
