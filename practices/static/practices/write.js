// The writing page: saves behind the writer's back, moves rows without a round trip. Without it every button still works.
import { autosave } from "../editorial/autosave.js";
import { dress } from "../editorial/editor.js";

const form = document.getElementById("sheet-form");
const state = document.getElementById("save-state");
const left = document.getElementById("points-left");

const progress = (answer) => {
  left.textContent = answer.left;
  for (const mark of document.querySelectorAll("[data-part]")) {
    const done = !answer.parts.includes(mark.dataset.part);
    if (mark.tagName === "I") mark.classList.toggle("done", done);
  }
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
  const { changed } = autosave(form, state, { backup: `draft-${form.dataset.draft}`, told: progress });
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
}
