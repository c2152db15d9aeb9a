"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { rows, why, rules: behind } = data.behind;
  const rules = [...document.querySelectorAll(".rule")];
  const numbers = new Map(rules.map((rule, at) => [rule, at]));
  const boxes = [...document.querySelectorAll("[data-status]")];
  const [search, chapter, kind] = ["search", "chapter", "kind"].map((id) => document.getElementById(id));
  const shown = document.getElementById("shown");
  const met = new Set(["pass", "not_applicable"]);
  const quiet = new Set([...met, "open", "advisory", "manual"]);
  const lower = (text) => text.toLowerCase();

  function make(tag, className, text = "") {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }

  // Pictures stand once in the page's data and are put wherever a photo is named.
  function picture(base64, said) {
    const made = make("img");
    made.src = `data:image/jpeg;base64,${base64}`;
    made.alt = said;
    return made;
  }

  function fillPhoto(button) {
    const [said, base64] = data.photos[button.dataset.photo];
    button.replaceChildren(picture(base64, `${button.dataset.path} ${said}`));
    button.title = said;
    return button;
  }

  function newPhoto(path, number) {
    const button = make("button", "photo");
    button.type = "button";
    Object.assign(button.dataset, { photo: number, path });
    return fillPhoto(button);
  }

  const look = document.getElementById("look");
  const lookTitle = document.getElementById("look-title");
  const lookBody = document.getElementById("look-body");

  function open(title, ...content) {
    lookTitle.textContent = title;
    lookBody.replaceChildren(...content);
    look.showModal();
    look.scrollTop = 0;
  }

  function figure(base64, ...lines) {
    const made = make("figure");
    const caption = make("figcaption");
    caption.append(...lines.map((line) => make("p", "", line)));
    made.append(picture(base64, lines.join(" ")), caption);
    return made;
  }

  function openPair(button) {
    const pair = document.getElementById(`pair-${button.dataset.pair}`);
    const sides = [...pair.querySelectorAll(".side")].map((side) => [...side.children].map((line) => line.textContent));
    const both = make("div", "both");
    both.append(...data.pairs[button.dataset.pair].map((base64, at) => figure(base64, ...sides[at])));
    open(pair.querySelector("h3").textContent, both);
  }

  document.querySelectorAll("[data-photo]").forEach(fillPhoto);
  for (const button of document.querySelectorAll(".open")) {
    const paths = button.closest(".pair").querySelectorAll(".path");
    button.append(...data.pairs[button.dataset.pair].map((base64, at) => picture(base64, paths[at].textContent)));
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-photo], [data-pair]");
    if (button?.dataset.pair) openPair(button);
    else if (button) {
      const [said, base64] = data.photos[button.dataset.photo];
      open(button.dataset.path, figure(base64, said));
    } else if (event.target === look || event.target.id === "close") look.close();
  });

  function newCompare(number) {
    const button = document.getElementById("compare").content.firstElementChild.cloneNode(true);
    button.dataset.pair = number;
    return button;
  }

  // The records behind a number: [row, reason, pair] refused or pending, [period, [row …]] counted.
  const rowTexts = rows.map(([label, place, photos]) => lower([label, place, ...photos.map(([path]) => path)].join(" ")));
  const whyTexts = why.map(lower);
  const texts = new Map(rules.map((rule) => [rule, lower(rule.textContent)]));
  for (const one of behind) one.every = one.counted.flatMap(([, some]) => some.map((row) => [row]));
  const entries = (kind, at) => (kind === "counted" ? behind[at].every : behind[at][kind]);
  const found = ([row, reason], words) =>
    words.every((word) => rowTexts[row].includes(word) || (reason !== undefined && whyTexts[reason].includes(word)));

  function item([row, reason, pair]) {
    const [label, place, photos] = rows[row];
    const made = make("li");
    made.append(make("b", "", label));
    if (reason !== undefined) made.append(" ", make("span", "why", why[reason]));
    const where = [place, ...photos.map(([path]) => path).filter((path) => path !== label)].filter(Boolean);
    if (where.length) made.append(make("span", "path", where.join(" · ")));
    const seen = photos.filter(([, number]) => number !== null);
    if (seen.length) {
      const line = make("p", "photos");
      line.append(...seen.map(([path, number]) => newPhoto(path, number)));
      if (typeof pair === "number") line.append(newCompare(pair));
      made.append(line);
    }
    return made;
  }

  function list(some, words) {
    const made = make("ul");
    made.append(...some.filter((entry) => found(entry, words)).map(item));
    return made;
  }

  // Written when it is opened, and anew when the search has changed since.
  function fill(group, words) {
    const wanted = words.join(" ");
    if (group.dataset.filled === wanted) return;
    group.dataset.filled = wanted;
    const at = numbers.get(group.closest(".rule"));
    const lists =
      group.dataset.kind !== "counted"
        ? [list(entries(group.dataset.kind, at), words)]
        : behind[at].counted.flatMap(([period, some]) => {
            const made = list(some.map((row) => [row]), words);
            if (!made.children.length) return [];
            return period ? [make("h5", "", period), made] : [made];
          });
    group.replaceChildren(group.querySelector("summary"), ...lists);
  }

  function fillOpen(rule) {
    for (const group of rule.querySelectorAll(".behind")) if (group.open) fill(group, rule.left ?? []);
  }

  for (const rule of rules) rule.addEventListener("toggle", () => rule.open && fillOpen(rule));
  for (const group of document.querySelectorAll(".behind")) {
    const rule = group.closest(".rule");
    group.addEventListener("toggle", () => group.open && rule.open && fill(group, rule.left ?? []));
  }

  function refresh() {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const words = lower(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const rule of rules) {
      const at = numbers.get(rule);
      const groups = [...rule.querySelectorAll(".behind")];
      // What the rule itself does not say must stand in one of its records.
      rule.left = words.filter((word) => !texts.get(rule).includes(word));
      const hits = new Map(
        groups.map((group) => {
          const some = !kind.value || kind.value === group.dataset.kind ? entries(group.dataset.kind, at) : [];
          return [group, some.filter((entry) => found(entry, rule.left)).length];
        }),
      );
      const total = [...hits.values()].reduce((sum, n) => sum + n, 0);
      const looking = rule.left.length > 0 || kind.value !== "";
      const inChapter = !chapter.value || rule.closest(".chapter").dataset.chapter === chapter.value;
      rule.hidden = !(wanted.has(rule.dataset.of) && inChapter && (!looking || total));
      count += !rule.hidden;
      const said = rule.querySelector(".hits");
      said.hidden = !looking || rule.hidden;
      said.textContent = data.hits.replace("{n}", total);
      for (const group of looking || rule.looked ? groups : []) {
        group.hidden = looking && !hits.get(group);
        group.open = looking ? hits.get(group) > 0 : group.dataset.kind !== "counted";
      }
      rule.looked = looking;
      if (rule.open) fillOpen(rule);
    }
    for (const part of document.querySelectorAll(".chapter")) {
      part.hidden = !part.querySelector(".rule:not([hidden])");
    }
    shown.value = `${count} / ${rules.length}`;
  }

  function choose(wanted) {
    for (const box of boxes) box.checked = wanted(box.value);
    refresh();
  }

  boxes.forEach((box) => box.addEventListener("change", refresh));
  search.addEventListener("input", refresh);
  chapter.addEventListener("change", refresh);
  kind.addEventListener("change", refresh);
  document.getElementById("unmet").addEventListener("click", () => choose((status) => !met.has(status)));
  document.getElementById("all").addEventListener("click", () => {
    search.value = chapter.value = kind.value = "";
    choose(() => true);
  });
  // Decisions leave the page as a file (a JSON text is YAML), which `swaudit review --import` takes.
  const asks = [...document.querySelectorAll(".ask")].map((box) => ({
    target: JSON.parse(box.dataset.ask),
    choice: box.querySelector(".choice"),
    why: box.querySelector(".reason"),
  }));
  // Points may lie in certain stretches only: 0, 2, and anything from 3 to 5.
  function fits({ choice }) {
    const given = choice.value.trim();
    if (!given || !choice.dataset.points) return true;
    return /^-?\d+(\.\d+)?$/.test(given)
      && JSON.parse(choice.dataset.points).some(([low, high]) => low <= Number(given) && Number(given) <= high);
  }

  const by = document.getElementById("by");
  const download = document.getElementById("download");

  function settle() {
    for (const ask of asks) {
      ask.why.required = Boolean(ask.choice.value.trim());
      ask.choice.setCustomValidity(fits(ask) ? "" : ask.choice.placeholder);
    }
    const chosen = asks.filter((ask) => ask.choice.value.trim() && fits(ask) && ask.why.value.trim());
    by.required = chosen.length > 0;
    download.disabled = !chosen.length || !by.value.trim();
    document.getElementById("decided").value = `${chosen.length} / ${asks.length}`;
    return chosen;
  }

  function save() {
    const date = new Intl.DateTimeFormat("en-CA", {
      timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit",
    }).format(new Date());
    const entries = settle().map(({ target, choice, why }) => ({
      ...target, [choice.dataset.points ? "points" : "verdict"]: choice.value.trim(),
      by: by.value.trim(), date, why: why.value.trim(),
    }));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(entries, null, 1)], { type: "application/yaml" }));
    link.download = `认定-${date}.yaml`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  if (asks.length) {
    document.querySelector(".decide").addEventListener("input", settle);
    download.addEventListener("click", save);
    settle();
  }
  // On paper nothing can be opened: what stands against the station is printed with its reasons.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = rules.filter((rule) => !rule.open && !quiet.has(rule.dataset.of));
    for (const rule of opened) {
      rule.open = true;
      fillOpen(rule);
    }
  });
  addEventListener("afterprint", () => {
    for (const rule of opened) rule.open = false;
  });
  refresh();
})();
