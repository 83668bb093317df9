// What the browser made of a page, for the check to read: put into the page as base64 in an element of its own.
(async () => {
  const all = selector => [...document.querySelectorAll(selector)];
  const style = (element, pseudo) => getComputedStyle(element, pseudo);
  const seen = {
    text: all(".document p").map(p => p.textContent).join(""),
    marks: all(".document mark[id]").map(mark => ({
      id: mark.id,
      classes: [...mark.classList],
      text: mark.textContent,
      described: mark.querySelector("a[aria-describedby]")?.getAttribute("aria-describedby") ?? null,
    })),
    dead: all('a[href^="#"]').map(a => a.getAttribute("href")).filter(to => !document.getElementById(to.slice(1))),
    unstruck: all("mark.absent a").filter(a => !style(a).textDecorationLine.includes("line-through")).map(a => a.textContent),
    unsigned: all("mark[data-before]").filter(mark => style(mark, "::before").content === "none")
      .concat(all("mark[data-after]").filter(mark => style(mark, "::after").content === "none")).map(mark => mark.textContent),
    headings: all("h1, h2, h3, h4").map(heading => Number(heading.tagName[1])),
    landmarks: ["main", "header", "nav", "section"].filter(name => all(name).length > 0),
    overflow: document.documentElement.scrollWidth > window.innerWidth,
    lit: 0,
    violations: null,
  };
  const link = document.querySelector(".document mark a");
  link?.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
  seen.lit = all(".lit").length;
  link?.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  if (window.axe) {
    const { violations } = await axe.run(document);
    seen.violations = violations.map(v => `${v.id}: ${v.help}: ${v.nodes[0].html} ${v.nodes[0].failureSummary}`);
  }
  const out = document.createElement("pre");
  out.id = "seen";
  out.textContent = btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(seen))));
  document.body.append(out);
})();
