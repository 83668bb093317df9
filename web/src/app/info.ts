/** What the service is and can; asked once. */
import { signal } from "@preact/signals";
import { get } from "../api/client.ts";
import type { Info } from "../api/types.ts";
import { blame } from "./notices.tsx";

export const info = signal<Info | null>(null);

export async function ask(): Promise<void> {
  try {
    info.value = await get<Info>("/v1/info");
  } catch (error) {
    blame(error);
  }
}
