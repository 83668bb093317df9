/** Asks for the token, where the service wants one. It lasts as long as the tab. */
import { useState } from "preact/hooks";
import { tokenWanted, useToken } from "../api/client.ts";
import { say } from "../words/index.ts";
import { ask } from "./info.ts";
import { fault } from "./notices.tsx";

export function TokenForm() {
  const [token, setToken] = useState("");
  if (!tokenWanted.value) return null;
  return (
    <form
      class="token"
      onSubmit={(event) => {
        event.preventDefault();
        useToken(token.trim());
        fault.value = "";
        void ask();
      }}
    >
      <p>{say("error.token")}</p>
      <label>
        {say("token.label")}{" "}
        <input type="password" autocomplete="off" value={token} onInput={(event) => setToken(event.currentTarget.value)} />
      </label>
      <button type="submit" class="primary">
        {say("token.use")}
      </button>
    </form>
  );
}
