
// Lights up what belongs together while the pointer or the keyboard is on it. The page says all without this.
(() => {
  const show = (target, on) => {
    const at = target.closest && target.closest("[data-f], li[id], tr[id]");
    if (!at) return;
    const id = at.dataset.f || at.id;
    const fact = document.getElementById(id);
    if (fact) fact.classList.toggle("lit", on);
    for (const mark of document.querySelectorAll('[data-f="' + CSS.escape(id) + '"]')) mark.classList.toggle("lit", on);
  };
  for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]])
    document.addEventListener(name, event => show(event.target, on));
})();
