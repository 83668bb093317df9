/** Asks the service; what goes wrong is told as the service tells it. */
import { signal } from "@preact/signals";
import type { Problem } from "./types.ts";

/** What the service, or the way to it, said no with. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null) {
    super(problem ? [problem.title, problem.detail].filter(Boolean).join(": ") : `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
  }

  /** Whether the service answered at all. */
  get unreachable(): boolean {
    return this.status === 0;
  }

  /** Whether somebody else changed the document in the meantime. */
  get conflict(): boolean {
    return this.status === 409;
  }
}

const tokenKey = "epicrisis.token";
/** Whether the service asked for a token that was not given, or not the right one. */
export const tokenWanted = signal(false);

export function useToken(token: string): void {
  sessionStorage.setItem(tokenKey, token);
  tokenWanted.value = false;
}

/** Sends a request as it is; the answer may be anything. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const token = sessionStorage.getItem(tokenKey);
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  try {
    return await fetch(path, { ...init, headers, credentials: "same-origin", cache: "no-store" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, null);
  }
}

/** The answer, if it is one; else the problem is thrown. */
export async function answer(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await send(path, init);
  if (response.ok) return response;
  if (response.status === 401) tokenWanted.value = true;
  const kind = response.headers.get("content-type") ?? "";
  const problem = kind.includes("json") ? ((await response.json().catch(() => null)) as Problem | null) : null;
  throw new ApiError(response.status, problem);
}

export async function get<T>(path: string, query: Readonly<Record<string, string>> = {}, signal?: AbortSignal): Promise<T> {
  const given = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ""));
  const response = await answer(given.size > 0 ? `${path}?${given}` : path, signal ? { signal } : {});
  return (await response.json()) as T;
}

export async function post<T>(path: string, body: unknown, accept = "application/json"): Promise<T> {
  const headers = { "content-type": "application/json", accept };
  const response = await answer(path, { method: "POST", headers, body: JSON.stringify(body) });
  return (await response.json()) as T;
}
