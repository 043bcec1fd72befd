// The small Markdown toolbar: it writes Markdown into the text area and hides nothing. Without it the text area stays as it is.
const tools = document.getElementById("editor-tools");
const foot = document.getElementById("editor-foot");

const wrap = (area, before, after = before) => {
  const { selectionStart: from, selectionEnd: to, value } = area;
  area.setRangeText(before + value.slice(from, to) + after, from, to, "end");
  if (from === to) area.setSelectionRange(from + before.length, from + before.length);
};

const prefix = (area, mark) => {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const start = value.lastIndexOf("\n", from - 1) + 1;
  const lines = value.slice(start, to).split("\n").map((line) => (line.startsWith(mark) ? line.slice(mark.length) : mark + line));
  area.setRangeText(lines.join("\n"), start, to, "end");
};

const link = (area) => {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const words = value.slice(from, to);
  area.setRangeText(`[${words}](https://)`, from, to, "end");
  const at = from + words.length + 11;
  area.setSelectionRange(words ? at : from + 1, words ? at : from + 1);
};

const ACTIONS = {
  title: (area) => prefix(area, "## "),
  bold: (area) => wrap(area, "**"),
  italic: (area) => wrap(area, "*"),
  list: (area) => prefix(area, "- "),
  quote: (area) => prefix(area, "> "),
  link,
};

const preview = async (button, editor, area) => {
  const open = button.getAttribute("aria-pressed") === "true";
  editor.querySelector(".editor-preview")?.remove();
  area.hidden = !open;
  button.setAttribute("aria-pressed", String(!open));
  if (open) {
    area.hidden = false;
    return area.focus();
  }
  const pane = document.createElement("div");
  pane.className = "editor-preview prose";
  pane.lang = area.lang;
  pane.dir = "auto";
  area.after(pane);
  const token = area.form?.elements.csrfmiddlewaretoken?.value ?? "";
  try {
    const answer = await fetch(button.dataset.url, { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams({ text: area.value }) });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    pane.innerHTML = await answer.text(); // cleaned by the server, like every published text
  } catch {
    pane.textContent = area.value;
  }
};

const count = (area, place) => {
  const limit = Number(area.dataset.limit || 0);
  const words = area.value.trim() ? area.value.trim().split(/\s+/).length : 0;
  // one word or none is not worth saying, and has no plural
  place.textContent = limit ? `${limit - area.value.length} ${place.dataset.characters}` : words > 1 ? `${words} ${place.dataset.words}` : "";
};

export const dress = (root) => {
  for (const area of root.querySelectorAll("textarea[data-markdown]")) {
    const editor = area.closest(".editor");
    if (!editor || !tools || editor.querySelector(".editor-tools")) continue;
    const bar = tools.content.firstElementChild.cloneNode(true);
    bar.setAttribute("aria-controls", area.id);
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.tool === "preview") return void preview(button, editor, area);
      ACTIONS[button.dataset.tool](area);
      area.focus();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
    editor.prepend(bar);
    const line = foot.content.firstElementChild.cloneNode(true);
    editor.append(line);
    const place = line.querySelector("[data-count]");
    area.addEventListener("input", () => count(area, place));
    count(area, place);
    area.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey)) return;
      const tool = { b: "bold", i: "italic", k: "link" }[event.key.toLowerCase()];
      if (tool) {
        event.preventDefault();
        ACTIONS[tool](area);
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
  }
};

dress(document);
