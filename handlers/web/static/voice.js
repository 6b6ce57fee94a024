// A voice note: tap, speak, tap to send it. While it is taken there is nothing else to press.
import { word } from "./words.js";

const byId = (id) => document.getElementById(id);
const LONGEST = 180; // s
const BITS = 32_000; // a second; enough for speech
// The first that this browser can make. What comes first is played by most others.
const TYPES = ["audio/mp4;codecs=mp4a.40.2", "audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];

const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** {stop(), seconds} of a recorder that runs; stop gives the sound. */
function recorder(stream, everySecond) {
  const mimeType = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  const taking = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS });
  const pieces = [];
  const taken = { seconds: 0 };
  const timer = setInterval(() => everySecond((taken.seconds += 1)), 1000);
  taking.addEventListener("dataavailable", ({ data }) => pieces.push(data));
  const ended = new Promise((resolve) => taking.addEventListener("stop", resolve));
  taken.halt = () => {
    clearInterval(timer);
    if (taking.state !== "inactive") taking.stop();
    for (const track of stream.getTracks()) track.stop();
  };
  taken.stop = async () => {
    taken.halt();
    await ended;
    return new Blob(pieces, { type: taking.mimeType.split(";")[0] });
  };
  taking.start();
  return taken;
}

/** hooks: say({blob, label}), complain(text). */
export function wireVoice(hooks) {
  const button = byId("voice-button");
  const form = byId("composer");
  let asking = false;
  let running = null;

  function show(on) {
    form.classList.toggle("recording-now", on);
    byId("recording").hidden = !on;
    byId("recording-word").textContent = on ? word("web-voice-on") : "";
    byId("recording-time").textContent = minutes(0);
    (on ? byId("recording-send") : button).focus();
  }

  function tick(seconds) {
    byId("recording-time").textContent = minutes(seconds);
    if (seconds < LONGEST) return;
    running.halt();
    byId("recording-word").textContent = word("web-voice-full");
  }

  async function begin() {
    if (asking || running) return;
    if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) {
      hooks.complain(word("web-voice-none"));
      return;
    }
    asking = true;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      running = recorder(stream, tick);
      show(true);
    } catch (problem) {
      const refused = problem.name === "NotAllowedError";
      hooks.complain(word(refused ? "web-voice-refused" : "web-voice-none"));
    }
    asking = false;
  }

  async function end(sends) {
    const taken = running;
    if (!taken) return;
    running = null;
    const blob = await taken.stop();
    show(false);
    if (!sends) return;
    if (taken.seconds) hooks.say({ blob, label: `${word("web-voice")} ${minutes(taken.seconds)}` });
    else hooks.complain(word("web-voice-brief"));
  }

  button.addEventListener("click", begin);
  byId("recording-send").addEventListener("click", () => end(true));
  byId("recording-cancel").addEventListener("click", () => end(false));
  byId("recording").addEventListener("keydown", ({ key }) => key === "Escape" && end(false));
}
