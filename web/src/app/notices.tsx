/** What the page has to say for a moment: what went wrong, what is being done, what was done. */
import { signal } from "@preact/signals";
import { ApiError } from "../api/client.ts";
import { say } from "../words/index.ts";

/** What went wrong last; empty for nothing. */
export const fault = signal("");
/** What was done, for those who hear the page. */
export const news = signal("");
/** What is being done, of several things the last. */
export const busy = signal("");

export function blame(error: unknown): void {
  if (error instanceof ApiError) {
    fault.value = error.unreachable ? say("error.network") : error.status === 401 ? say("error.token") : error.message;
  } else if (error instanceof Error) {
    fault.value = error.message;
  }
}

/** Does something that may fail and may take a while; what came of it, or `null`. */
export async function attempt<T>(what: string, work: () => Promise<T>): Promise<T | null> {
  busy.value = what;
  fault.value = "";
  try {
    return await work();
  } catch (error) {
    blame(error);
    return null;
  } finally {
    if (busy.value === what) busy.value = "";
  }
}

export function Notices() {
  return (
    <>
      <div class="notices" role="alert">
        {fault.value !== "" && (
          <p class="complaint">
            <strong>{say("error.title")}</strong> <span>{fault.value}</span>{" "}
            <button type="button" class="quiet" onClick={() => (fault.value = "")}>
              {say("error.dismiss")}
            </button>
          </p>
        )}
      </div>
      <div class="hidden" role="status">
        {busy.value || news.value}
      </div>
      {busy.value !== "" && <div class="busy" aria-hidden="true" />}
    </>
  );
}
