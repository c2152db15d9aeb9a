"use strict";
(() => {
  const rules = [...document.querySelectorAll(".rule")];
  const boxes = [...document.querySelectorAll("[data-status]")];
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  const met = new Set(["pass", "not_applicable"]);
  const quiet = new Set([...met, "open", "advisory", "manual"]);
  const texts = new Map(rules.map((rule) => [rule, rule.textContent.toLowerCase()]));

  function refresh() {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const rule of rules) {
      const fits = wanted.has(rule.dataset.of) && words.every((word) => texts.get(rule).includes(word));
      rule.hidden = !fits;
      count += fits;
    }
    for (const chapter of document.querySelectorAll(".chapter")) {
      chapter.hidden = !chapter.querySelector(".rule:not([hidden])");
    }
    shown.value = `${count} / ${rules.length}`;
  }

  function choose(wanted) {
    for (const box of boxes) box.checked = wanted(box.value);
    refresh();
  }

  boxes.forEach((box) => box.addEventListener("change", refresh));
  search.addEventListener("input", refresh);
  document.getElementById("unmet").addEventListener("click", () => choose((status) => !met.has(status)));
  document.getElementById("all").addEventListener("click", () => {
    search.value = "";
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
    for (const rule of opened) rule.open = true;
  });
  addEventListener("afterprint", () => {
    for (const rule of opened) rule.open = false;
  });
  refresh();
})();
