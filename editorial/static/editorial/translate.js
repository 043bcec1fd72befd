// The translating page: saves behind the writer's back, goes from text to text by keyboard. Without it every link and button still works.
import "./editor.js";
import { autosave } from "./autosave.js";

const form = document.getElementById("translation");
const state = document.getElementById("save-state");
const marks = document.getElementById("text-states");

const show = (pair, now) => {
  if (pair.dataset.state === now) return;
  pair.dataset.state = now;
  pair.toggleAttribute("data-todo", now !== "done");
  const mark = marks.content.querySelector(`[data-state="${now}"]`)?.firstElementChild.cloneNode(true);
  if (mark) pair.querySelector(".text-state").replaceChildren(mark);
  const part = document.querySelector(`.progress [data-for="${pair.id}"]`);
  if (!part) return;
  part.dataset.state = now;
  part.classList.toggle("done", now === "done");
};

const told = (said) => {
  document.getElementById("count").textContent = said.count;
  for (const [id, now] of Object.entries(said.states)) {
    const pair = document.getElementById(id);
    if (pair) show(pair, now);
  }
};

const { changed } = autosave(form, state, { backup: `translation-${form.dataset.backup}`, told });
form.addEventListener("input", changed);

const pairs = () => [...form.querySelectorAll(".pair")];
const control = (pair) => pair.querySelector("textarea:not([hidden]), input[type=text]");

const go = (down) => {
  const all = pairs();
  const here = all.indexOf(document.activeElement?.closest?.(".pair"));
  const ahead = down ? all.slice(here + 1) : all.slice(0, Math.max(0, here)).reverse();
  const next = ahead.find((pair) => pair.hasAttribute("data-todo"));
  if (!next) return;
  document.querySelectorAll("[data-lit]").forEach((lit) => lit.removeAttribute("data-lit"));
  next.setAttribute("data-lit", "");
  control(next)?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "start" });
};

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    go(event.key === "ArrowDown");
  } else if (event.code === "KeyO") {
    const earlier = document.activeElement?.closest?.(".pair")?.querySelector(".earlier");
    if (!earlier) return;
    event.preventDefault();
    earlier.open = !earlier.open;
  }
});

// a link to a text leads into its field, so that one can write at once
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const pair = link && document.getElementById(link.hash.slice(1));
  if (!pair?.matches(".pair")) return;
  event.preventDefault();
  control(pair)?.focus({ preventScroll: true });
  pair.scrollIntoView({ block: "start" });
});
