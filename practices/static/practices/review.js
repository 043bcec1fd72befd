// The reviewing page: a decision and remarks that were begun survive the reload that keeping a remark brings.
const decide = document.getElementById("decide");
const round = decide?.dataset.round;
const store = `review-${round}`;

const fields = () => [...(decide?.elements ?? [])].filter((field) => field.name && !["hidden", "submit"].includes(field.type));
const doors = () => [...document.querySelectorAll(".remark-door textarea")];

const read = () => {
  try {
    return JSON.parse(sessionStorage.getItem(store)) ?? {};
  } catch {
    return {}; // private windows have no storage: the form begins anew
  }
};

const write = (kept) => {
  try {
    sessionStorage.setItem(store, JSON.stringify(kept));
  } catch {
    /* see read() */
  }
};

const keep = () => {
  const decision = fields().map((field) => [field.name, field.value, ["checkbox", "radio"].includes(field.type) ? field.checked : null]);
  const remarks = doors().filter((text) => text.value.trim()).map((text) => [text.id, text.value]);
  write({ decision, remarks });
};

const restore = () => {
  const kept = read();
  for (const [name, value, checked] of kept.decision ?? []) {
    const field = fields().find((one) => one.name === name && (checked === null || one.value === value));
    if (!field) continue;
    if (checked === null) field.value ||= value;
    else field.checked = checked;
  }
  for (const [id, value] of kept.remarks ?? []) {
    const text = document.getElementById(id);
    if (!text || text.value) continue;
    text.value = value;
    text.closest("details").open = true;
  }
};

// what is done is folded, and a part left empty too: a link to something inside opens it
const unfold = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.scrollIntoView();
  target.focus?.({ preventScroll: true });
};

if (decide) {
  if (!document.querySelector(".errors")) restore();
  document.addEventListener("input", keep);
  document.addEventListener("submit", (event) => {
    // a remark that is sent is no longer begun; a decision that is sent is no longer open
    if (event.target === decide) write({});
    else if (event.target.closest(".remark-door")) {
      const sent = event.target.querySelector("textarea").id;
      keep();
      const kept = read();
      write({ ...kept, remarks: (kept.remarks ?? []).filter(([id]) => id !== sent) });
    }
  });
}
window.addEventListener("hashchange", unfold);
unfold();
