export function TryPage() { return <p>…</p>; }
