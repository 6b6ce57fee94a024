// Files before they are sent. Photos are made smaller, turned upright, without the camera's hidden
// data (place, device); their previews are canvases, so the page needs no blob: or data: addresses.
// Videos and sound files go as they are, shown by a word (label).
import { word } from "./words.js";

const MOST = 20 * 1024 * 1024; // bytes of a video that the server takes
const LONGEST = 1920; // px, enough to read a meter or a house number
const QUALITY = 0.84;
const PREVIEW = 480; // px
const UNTOUCHED = new Set(["image/jpeg", "image/png", "image/webp"]);

function drawn(bitmap, longest) {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const toJpeg = (canvas) => new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));

export async function previewOf(blob) {
  const bitmap = await createImageBitmap(blob, { imageOrientation: "from-image" });
  const canvas = drawn(bitmap, PREVIEW);
  bitmap.close();
  return canvas;
}

/** An old browser cannot shrink photos: then the file goes as it is, shown by its name. */
function untouched(file) {
  if (!UNTOUCHED.has(file.type)) throw new Error("unreadable");
  return { blob: file, label: file.name };
}

function recording(file, key) {
  if (file.size > MOST) throw new Error("too big", { cause: "web-video-too-big" });
  return { blob: file, label: word(key) };
}

/** {blob, preview or label} ready to send; throws if it cannot be; the cause, if any, is the key of a word. */
export async function prepared(file) {
  if (file.type.startsWith("video/")) return recording(file, "web-video");
  if (file.type.startsWith("audio/")) return recording(file, "web-voice");
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!bitmap) return untouched(file);
  const blob = await toJpeg(drawn(bitmap, LONGEST));
  const preview = drawn(bitmap, PREVIEW);
  bitmap.close();
  return blob ? { blob, preview } : untouched(file);
}

export async function fileToText(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

export function fileFromText(text, type) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type });
}
