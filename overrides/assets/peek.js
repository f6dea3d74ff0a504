/* Hover previews of pages and notes. One listener for the whole page: its cost does not grow with the links.
   Enhancement only. Shown by pointer (not touch) and keyboard focus; Escape closes; the card itself can be pointed at. */
(() => {
  const WAIT = 250, GRACE = 200;
  const pages = new Map();
  let card, host, opening, closing;

  function element() {
    if (!card?.isConnected) {
      card = Object.assign(document.createElement("div"), { className: "peek", id: "peek", hidden: true });
      card.setAttribute("role", "tooltip");
      card.addEventListener("pointerenter", () => clearTimeout(closing));
      card.addEventListener("pointerleave", leave);
      document.body.append(card);
    }
    return card;
  }

  /* A copy without addresses of its own and without notes. */
  function copy(node) {
    const made = node.cloneNode(true);
    for (const part of made.querySelectorAll(".footnote-ref, .footnote-backref, script")) (part.closest("sup") ?? part).remove();
    for (const part of [made, ...made.querySelectorAll("[id]")]) part.removeAttribute("id");
    return made;
  }

  function note(link) {
    const found = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return found ? [...found.children].map(copy) : [];
  }

  function page(address) {
    if (!pages.has(address)) {
      const parts = fetch(address).then(answer => answer.ok ? answer.text() : "").then(text => {
        const head = new DOMParser().parseFromString(text, "text/html").querySelector(".page > .head");
        return head ? [...head.querySelectorAll(".kicker, .title, .lead")] : [];
      }).catch(() => []);
      pages.set(address, parts);
    }
    return pages.get(address).then(parts => parts.map(part => {
      const made = copy(part);
      if (!/^H\d$/.test(made.tagName)) return made;
      const title = Object.assign(document.createElement("p"), { className: made.className, dir: made.dir, lang: made.lang });
      title.append(...made.childNodes);
      return title;
    }));
  }

  function candidate(target) {
    const link = target.closest?.(".page a[href]");
    if (!link || link.origin !== location.origin || link.closest(".crumbs, .filters, .end, .end__nav, .keydates, .peek")) return null;
    if (link.classList.contains("footnote-ref")) return link;
    return link.pathname === location.pathname || /\.\w+$/.test(link.pathname) ? null : link;
  }

  async function open(link) {
    const isNote = link.classList.contains("footnote-ref");
    const parts = await (isNote ? note(link) : page(link.href.split("#")[0]));
    if (host !== link || !parts.length || !link.isConnected) return;
    const box = element();
    box.replaceChildren(...parts);
    box.classList.toggle("peek--note", isNote);
    box.hidden = false;
    place(box, link);
    link.setAttribute("aria-describedby", "peek");
    if (link.title) { link.dataset.title = link.title; link.removeAttribute("title"); }  /* one tooltip is enough */
  }

  function place(box, link) {
    const around = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const left = Math.max(12, Math.min(around.left, wide - box.offsetWidth - 12));
    const below = around.bottom + box.offsetHeight + 12 < innerHeight || around.top < box.offsetHeight + 12;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(below ? around.bottom + 6 : around.top - box.offsetHeight - 6) + scrollY}px`;
  }

  function close() {
    clearTimeout(opening); clearTimeout(closing);
    if (host) {
      host.removeAttribute("aria-describedby");
      if (host.dataset.title) { host.title = host.dataset.title; delete host.dataset.title; }
    }
    host = null;
    if (card) card.hidden = true;
  }

  function leave() {
    clearTimeout(opening); clearTimeout(closing);
    closing = setTimeout(close, GRACE);
  }

  function arrive(event) {
    if (event.pointerType === "touch") return;
    if (event.target.closest?.(".peek")) { clearTimeout(closing); return; }
    const link = candidate(event.target);
    if (link === host && link) { clearTimeout(closing); return; }
    if (!link) { if (host) leave(); return; }
    if (event.type === "focusin" && !link.matches(":focus-visible")) return;
    close();
    host = link;
    opening = setTimeout(() => open(link), WAIT);
  }

  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, arrive);
  document.addEventListener("keydown", event => { if (event.key === "Escape") close(); });
  document.addEventListener("click", close);
})();
