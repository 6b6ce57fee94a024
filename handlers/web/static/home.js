// The page was opened by the code of a poster: tell the server once which building that is.
import { backoff, freshId, postJson } from "./wire.js";

const TRIES = 5;

/** Sends the address's token, then takes it out of the address, so that a reload tells nothing
 * twice. True when the server has heard it; a lost connection leaves it for the next reload. */
export async function arrive() {
  const page = new URL(location.href);
  const token = page.searchParams.get("home");
  if (token === null) return false;
  const client_id = freshId();
  for (let tried = 0; tried < TRIES; tried += 1) {
    try {
      await postJson("/api/home", { token, client_id });
      forget(page);
      return true;
    } catch (refusal) {
      if (!refusal.retryable) {
        forget(page);
        return false;
      }
      await new Promise((resolve) => setTimeout(resolve, backoff(tried)));
    }
  }
  return false;
}

function forget(page) {
  page.searchParams.delete("home");
  history.replaceState(history.state, "", page);
}
