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
