// Where the person stands: one tap, and only when the browser asked and they agreed.
import { word } from "./words.js";

const PATIENCE = 15_000; // ms
const REFUSED = 1; // GeolocationPositionError.PERMISSION_DENIED; old browsers have no name for it

/** hooks: say({place}), complain(text). */
export function wirePlace(hooks) {
  const button = document.getElementById("place-button");
  let asking = false;

  function ended(text) {
    asking = false;
    button.setAttribute("aria-disabled", "false");
    hooks.complain(text);
  }

  button.addEventListener("click", () => {
    if (asking) return;
    if (!navigator.geolocation || !isSecureContext) {
      hooks.complain(word("web-place-none"));
      return;
    }
    asking = true;
    button.setAttribute("aria-disabled", "true");
    hooks.complain(word("web-place-asking"));
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        ended(word("web-place-sent"));
        hooks.say({ place: [coords.latitude, coords.longitude], label: word("web-place-label") });
      },
      ({ code }) => ended(word(code === REFUSED ? "web-place-refused" : "web-place-none")),
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 60_000 },
    );
  });
}
