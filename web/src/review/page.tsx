/** Checking: the documents that are kept, or the one that is checked. */
import { route } from "../app/route.ts";
import { Checking } from "./checking.tsx";
import { StoredList } from "./stored.tsx";

export function CheckingPage() {
  const { id } = route.value;
  return id === "" ? <StoredList /> : <Checking key={id} id={id} />;
}
