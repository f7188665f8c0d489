"use strict";
(() => {
  const root = document.documentElement;
  const all = (css, from = document) => [...from.querySelectorAll(css)];
  const byId = (id) => document.getElementById(id);
  const search = byId("search");
  const found = byId("found");
  const language = () => (byId("lang-zh").checked ? "zh" : "en");
  root.classList.add("js");

  // The style sheet shows one language; what stands in attributes is told here.
  const speak = () => {
    const lang = language();
    root.lang = lang === "zh" ? "zh-CN" : "en";
    document.title = root.dataset[lang === "zh" ? "titleZh" : "titleEn"];
    search.placeholder = search.dataset[lang];
    tell();
    measure();
  };

  // What sticks below the bar stands at its lower edge, however many lines the bar takes.
  const measure = () => {
    const bar = document.querySelector(".bar");
    root.style.setProperty("--bar", `${getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0}px`);
  };

  // A link into what is folded unfolds it.
  const unfold = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && byId(id);
    if (!target) return;
    for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    target.scrollIntoView({ block: "start" });
  };

  // The search: every word must stand in the rule, or in the name of the descriptor.
  let index = null;
  let count = -1;
  const text = (part) => part.textContent.toLowerCase();
  const build = () =>
    all(".descriptor").map((part) => ({
      part,
      row: document.querySelector(`tr[data-for="${part.id}"]`),
      head: text(document.querySelector(`tr[data-for="${part.id}"]`) || part.querySelector("summary") || part),
      rules: all(".rule", part).map((rule) => ({ rule, text: text(rule) })),
      opened: false,
    }));
  const filter = () => {
    index ??= build();
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const holds = (where) => words.every((word) => where.includes(word));
    count = words.length ? 0 : -1;
    for (const entry of index) {
      const named = entry.row && holds(entry.head);
      let shown = 0;
      for (const { rule, text } of entry.rules) {
        rule.hidden = words.length > 0 && !named && !holds(text);
        shown += !rule.hidden;
      }
      const visible = !words.length || named || shown > 0;
      if (entry.row) {
        entry.part.hidden = !visible;
        entry.row.hidden = !visible;
      }
      if (words.length) count += named ? 1 : shown;
      const open = words.length > 0 && !named && shown > 0 && entry.part.tagName === "DETAILS";
      if (open && !entry.part.open) entry.opened = entry.part.open = true;
      if (!open && entry.opened) entry.opened = entry.part.open = false;
    }
    for (const part of all(".closest, .asked")) part.hidden = words.length > 0;
    for (const part of all(".others")) part.hidden = words.length > 0 && !part.querySelector(".rule:not([hidden])");
    tell();
  };
  const tell = () => {
    const lang = language();
    if (count < 0) found.textContent = "";
    else if (count === 0) found.textContent = found.dataset[lang === "zh" ? "noneZh" : "noneEn"];
    else found.textContent = found.dataset[lang].replace("{count}", count);
  };
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/INPUT|TEXTAREA/.test(event.target.tagName)) {
      event.preventDefault();
      search.focus();
    }
    if (event.key === "Escape" && event.target === search) {
      search.value = "";
      filter();
    }
  });

  // The table of descriptors, sorted by a column; numbers by size, the rest as words.
  const sort = (button) => {
    const head = button.closest("th");
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of all(".overview thead th")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = (row) => row.querySelector(`.${button.dataset.sort}`).dataset.value;
    const compare = (a, b) => {
      const [x, y] = [key(a), key(b)];
      return isNaN(x) || isNaN(y) || x === "" || y === "" ? x.localeCompare(y) : x - y;
    };
    const body = document.querySelector(".overview tbody");
    body.append(...[...body.rows].sort((a, b) => (down ? compare(b, a) : compare(a, b))));
  };
  for (const button of all("[data-sort]")) button.addEventListener("click", () => sort(button));
  for (const button of all("[data-open]"))
    button.addEventListener("click", () => {
      for (const part of all("details.descriptor, .rule")) part.open = button.dataset.open === "yes";
    });

  // On paper nothing can be unfolded: what fails is printed open, and folded again afterwards.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    const bad = all("details.descriptor:not([open])").filter((part) => part.querySelector(".rule.fail, .rule.error, .finding"));
    for (const part of bad) part.open = true;
    unfolded = bad;
  });
  addEventListener("afterprint", () => {
    for (const part of unfolded) part.open = false;
  });

  for (const radio of all("[name=lang]")) radio.addEventListener("change", speak);
  addEventListener("hashchange", unfold);
  addEventListener("resize", measure);
  speak();
  measure();
  unfold();
})();
