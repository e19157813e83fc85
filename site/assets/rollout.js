// Comforts for readers: everything on a page is there without this script.
(() => {
  "use strict";
  const root = document.documentElement;
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  /** Makes an element: attributes with a "on…" function become listeners. */
  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  };

  // ---- Light and dark: the system's choice until the reader makes one. Set before anything is drawn.

  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const setTheme = (theme) => {
    root.dataset.theme = theme;
    try { localStorage.setItem("theme", theme); } catch { /* The choice lasts for this page. */ }
  };
  if (["light", "dark"].includes(stored())) root.dataset.theme = stored();

  const isDark = () => root.dataset.theme
    ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  const addThemeButton = () => {
    const button = make("button", { type: "button", onclick: () => {
      setTheme(isDark() ? "light" : "dark");
      name();
    } });
    const name = () => { button.textContent = isDark() ? "Light" : "Dark"; };
    name();
    find(".tools")?.append(button);
  };

  // ---- Code: a button that copies what runs.

  const addCopyButtons = () => {
    for (const block of all("pre.code")) {
      const copy = async () => {
        await navigator.clipboard.writeText(find("code", block).textContent);
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = "Copy"; }, 1500);
      };
      const button = make("button", { type: "button", class: "copy", onclick: copy }, "Copy");
      if (navigator.clipboard) block.append(button);
    }
  };

  /** What scrolls sideways must be reachable by keyboard. */
  const focusScrollers = () => {
    for (const node of all("pre, .numbers, .formula, .steps, .contents")) {
      const scrolls = node.scrollWidth > node.clientWidth || node.scrollHeight > node.clientHeight;
      if (scrolls) node.tabIndex = 0; else node.removeAttribute("tabindex");
    }
  };

  // ---- Contents that follow the reader.

  const followReader = () => {
    const links = all(".sections a");
    const targets = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    if (!links.length) return;
    const mark = () => {
      let here = targets.findLastIndex((target) => target && target.getBoundingClientRect().top < innerHeight / 3);
      if (innerHeight + scrollY >= document.body.scrollHeight - 2) here = links.length - 1;
      links.forEach((link, index) => link.classList.toggle("here", index === here));
    };
    addEventListener("scroll", mark, { passive: true });
    mark();
  };

  // ---- Sliders: the stops are radio buttons; let a pressed pointer run along them.

  const letPointersSlide = () => {
    for (const label of all(".stops > label:not(.play-label, .pause-label)")) {
      label.addEventListener("pointerenter", (event) => { if (event.buttons === 1) label.click(); });
    }
  };

  // ---- Search, over an index that comes as a script so that it works from a folder too.

  let index;
  const loadIndex = () => index ??= new Promise((resolve, reject) => {
    document.head.append(make("script", {
      src: "search-index.js", onload: () => resolve(window.rolloutIndex), onerror: reject,
    }));
  });

  const score = (terms, title, heading, text) => {
    let total = 0;
    for (const term of terms) {
      const inHeading = heading.toLowerCase().includes(term);
      const inTitle = title.toLowerCase().includes(term);
      const inText = text.toLowerCase().includes(term);
      if (!inHeading && !inTitle && !inText) return 0;
      total += inHeading * 8 + inTitle * 4 + inText;
    }
    return total;
  };

  /** The words around the first hit, with every hit marked. */
  const excerpt = (text, terms) => {
    const at = text.toLowerCase().indexOf(terms[0]);
    const start = Math.max(0, text.lastIndexOf(" ", Math.max(0, at - 50)));
    const piece = (start ? "…" : "") + text.slice(start, start + 160) + (start + 160 < text.length ? "…" : "");
    const pattern = new RegExp(`(${terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "i");
    return piece.split(pattern).map((part, place) => place % 2 ? make("mark", {}, part) : part);
  };

  const searchBox = () => {
    const results = make("ol", { class: "results" });
    const status = make("p", { class: "status", role: "status" });
    const field = make("input", {
      type: "search", class: "search-field", "aria-label": "Search the lessons",
      placeholder: "Search the lessons", autocomplete: "off", oninput: () => run(),
    });
    const run = async () => {
      const terms = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      const { pages, sections } = await loadIndex();
      const hits = terms.length ? sections
        .map(([page, anchor, heading, text]) => {
          const [file, title] = pages[page];
          return { href: anchor ? `${file}#${anchor}` : file, title, heading, text, score: score(terms, title, heading, text) };
        })
        .filter((hit) => hit.score > 0).sort((a, b) => b.score - a.score).slice(0, 20) : [];
      results.replaceChildren(...hits.map((hit) => make("li", {}, make("a", { href: hit.href },
        hit.heading || hit.title, make("small", {}, hit.heading ? `${hit.title} · ` : "", ...excerpt(hit.text, terms))))));
      status.textContent = !terms.length ? "" : hits.length ? `${hits.length === 20 ? "First 20" : hits.length} found` : "Nothing found";
    };
    const box = make("div", { onkeydown: (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const stops = [field, ...all("a", results)];
      const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      stops[Math.min(Math.max(next, 0), stops.length - 1)].focus();
      event.preventDefault();
    } }, field, status, results);
    return { box, field };
  };

  // ---- Dialogs: search and help.

  const dialog = (title, ...content) => {
    const node = make("dialog", { "aria-label": title, onclick: (event) => { if (event.target === node) node.close(); } },
      make("h2", {}, title), ...content);
    node.addEventListener("click", (event) => { if (event.target.closest("a")) node.close(); });
    document.body.append(node);
    return node;
  };

  let searchDialog, helpDialog;
  const openSearch = () => {
    const own = find("[data-search-box] input");
    if (own) return own.focus();
    if (!searchDialog) {
      const { box, field } = searchBox();
      searchDialog = { node: dialog("Search", box), field };
    }
    searchDialog.node.showModal();
    searchDialog.field.select();
  };

  const keys = [["/", "Search"], ["←", "Previous lesson"], ["→", "Next lesson"], ["?", "This help"], ["Esc", "Close"]];
  const openHelp = () => {
    helpDialog ??= dialog("Keys", make("dl", {}, ...keys.flatMap(([key, what]) => [
      make("dt", {}, make("kbd", {}, key)), make("dd", {}, what),
    ])));
    helpDialog.showModal();
  };

  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || find("dialog[open]")) return;
    if (event.target.closest("input, textarea, select, [contenteditable], [tabindex='0']")) return;
    const neighbour = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    const link = neighbour && find(`link[rel="${neighbour}"]`);
    if (link) location.href = link.href;
    else if (event.key === "/") { event.preventDefault(); openSearch(); }
    else if (event.key === "?") openHelp();
  };

  // ---- Once the page is there.

  addEventListener("DOMContentLoaded", () => {
    addThemeButton();
    addCopyButtons();
    followReader();
    letPointersSlide();
    focusScrollers();
    addEventListener("resize", focusScrollers);
    // Letters of another width, when the fonts have come, can make fit what did not, and the other way round.
    document.fonts.addEventListener("loadingdone", focusScrollers);
    document.fonts.ready.then(focusScrollers);
    document.addEventListener("keydown", onKey);
    find("[data-search]")?.addEventListener("click", (event) => { event.preventDefault(); openSearch(); });
    const place = find("[data-search-box]");
    if (place) {
      const { box, field } = searchBox();
      place.append(box);
      field.focus();
    }
  });
})();
