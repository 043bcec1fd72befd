// The writing page: saves behind the writer's back, moves rows without a round trip. Without it every button still works.
import { dress } from "../editorial/editor.js";

const form = document.getElementById("sheet-form");
const state = document.getElementById("save-state");
const left = document.getElementById("points-left");
const backup = `draft-${form.dataset.draft}`;
const QUIET = 1000; // ms after the last key
const LONGEST = 2500; // ms a text may stay unsaved: a killed tab loses less than three seconds

let dirtySince = 0;
let timer = 0;
let saving = null;
let stopped = !state;

const say = (words, failed = false) => {
  state.textContent = words;
  state.classList.toggle("save-fail", failed);
  state.classList.toggle("save-done", !failed);
};

const keep = () => {
  try {
    const entries = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "version"].includes(name));
    localStorage.setItem(backup, JSON.stringify({ version: form.elements.version.value, entries }));
  } catch {
    /* private windows have no storage; the text stays on the page */
  }
};

const forget = () => {
  try {
    localStorage.removeItem(backup);
  } catch {
    /* see keep() */
  }
};

const withoutFiles = () => {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  return body;
};

const progress = (answer) => {
  left.textContent = answer.left;
  for (const mark of document.querySelectorAll("[data-part]")) {
    const done = !answer.parts.includes(mark.dataset.part);
    if (mark.tagName === "I") mark.classList.toggle("done", done);
  }
};

const fail = (words) => {
  keep();
  say(words, true);
};

const save = async () => {
  if (stopped || saving || !dirtySince) return;
  clearTimeout(timer);
  const since = dirtySince;
  dirtySince = 0;
  say(state.dataset.saving);
  saving = fetch(form.action || location.pathname, { method: "POST", body: withoutFiles(), headers: { "X-Autosave": "1" } });
  try {
    const answer = await saving;
    if (answer.redirected) fail(state.dataset.signedOut);
    else if (answer.status === 409) {
      stopped = true;
      fail((await answer.json()).message);
    } else if (!answer.ok) throw new Error(answer.status);
    else {
      const told = await answer.json();
      form.elements.version.value = told.version;
      for (const [name, errors] of Object.entries(told.errors)) form.elements[name]?.setCustomValidity?.(errors.join(" "));
      say(told.saved);
      progress(told);
      if (!dirtySince) forget();
    }
  } catch {
    dirtySince ||= since;
    fail(state.dataset.failed);
    timer = setTimeout(() => ((saving = null), save()), 5000);
  } finally {
    saving = null;
    if (dirtySince && !stopped) schedule();
  }
};

const schedule = () => {
  clearTimeout(timer);
  const waited = Date.now() - dirtySince;
  timer = setTimeout(save, Math.max(0, Math.min(QUIET, LONGEST - waited)));
};

const changed = (event) => {
  event?.target.setCustomValidity?.("");
  dirtySince ||= Date.now();
  if (!saving) schedule();
};

const leave = () => {
  if (!dirtySince || stopped) return;
  keep();
  fetch(form.action || location.pathname, { method: "POST", body: withoutFiles(), headers: { "X-Autosave": "1" }, keepalive: true }).catch(() => {});
};

// --- rows -----------------------------------------------------------------------------------
const renumber = (list) => list.querySelectorAll(".sheet-row-number").forEach((place, index) => (place.textContent = index + 1));

const addRow = (rows) => {
  const list = rows.querySelector(".sheet-rows-list");
  const html = rows.querySelector("template").innerHTML.replaceAll("__key__", crypto.randomUUID?.() ?? key());
  list.insertAdjacentHTML("beforeend", html);
  renumber(list);
  dress(list);
  list.lastElementChild.querySelector("input:not([type=hidden]), textarea")?.focus();
};

const key = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));

const moveRow = (row, up) => {
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  up ? other.before(row) : other.after(row);
  renumber(row.parentElement);
  document.querySelectorAll(".moved").forEach((moved) => moved.classList.remove("moved"));
  row.classList.add("moved");
  // the first row has no way up and the last no way down: the focus goes to the arrow that is left
  const arrows = [...row.querySelectorAll("[data-up], [data-down]")];
  if (!up) arrows.reverse();
  arrows.find((arrow) => arrow.getClientRects().length)?.focus();
  row.scrollIntoView({ block: "nearest" });
};

const removeRow = (row) => {
  const list = row.parentElement;
  const rows = row.closest("[data-rows]");
  const near = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  renumber(list);
  (near?.querySelector("[data-remove]") ?? rows.querySelector("[data-add]")).focus();
};

if (state) {
  form.addEventListener("input", changed);
  form.addEventListener("change", (event) => {
    const shape = event.target.name === "form"; // a note that grows, or a sheet that shrinks, shows other parts
    if (shape || (event.target.type === "file" && event.target.files.length)) return form.requestSubmit(form.querySelector("[name=do][value=save]"));
    changed(event);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[name=rows]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-row]");
    if (button.hasAttribute("data-add")) addRow(button.closest("[data-rows]"));
    else if (button.hasAttribute("data-remove")) removeRow(row);
    else moveRow(row, button.hasAttribute("data-up"));
    changed();
  });
  form.addEventListener("submit", () => {
    keep();
    stopped = true;
    clearTimeout(timer);
  });
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  window.addEventListener("online", save);
  restore();
}

function restore() {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(backup));
  } catch {
    /* see keep() */
  }
  forget();
  if (!kept || kept.version !== form.elements.version.value || document.querySelector(".errors")) return;
  let brought = false;
  for (const [name, value] of kept.entries) {
    const control = form.elements[name];
    if (control && "value" in control && ["text", "textarea", "date"].includes(control.type) && control.value !== value) {
      control.value = value;
      brought = true;
    }
  }
  if (brought) {
    say(state.dataset.restored);
    changed();
  }
}
