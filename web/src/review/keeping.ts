/** Puts a document into the store, to be checked. */
import { ApiError, post } from "../api/client.ts";
import type { Stored } from "../api/types.ts";
import { attempt } from "../app/notices.tsx";
import type { Open } from "../state/documents.ts";
import { say } from "../words/index.ts";

/** The id under which it is kept; `null` where that failed. */
export async function keepForChecking({ name, text, language }: Open): Promise<string | null> {
  const spoken = language === "" ? {} : { language };
  const kept = await attempt(say("busy.wait"), async () => {
    try {
      return await post<Stored>("/v1/documents", { id: name, text, ...spoken });
    } catch (error) {
      // Another case may be called the same, or the name may be no id; then it is called by its text.
      if (error instanceof ApiError && (error.conflict || error.status === 422)) return post<Stored>("/v1/documents", { text, ...spoken });
      throw error;
    }
  });
  return kept?.id ?? null;
}
