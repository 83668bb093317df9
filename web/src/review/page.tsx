export function CheckingPage() { return <p>…</p>; }
