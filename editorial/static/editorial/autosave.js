// Saving behind the writer's back: a killed tab loses less than three seconds, a lost connection nothing.
// A page gives its form and the line that says how saving went; the server answers 200, or 409 with the reason.
const QUIET = 1000; // ms after the last key
const LONGEST = 2500; // ms a text may stay unsaved
const AGAIN = 5000; // ms before a save that failed is tried again

export const autosave = (form, state, { backup, told = () => {} }) => {
  let dirtySince = 0;
  let timer = 0;
  let saving = null;
  let running = null;
  let stopped = false;
  let sent = false;

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

  // form.action would give a field of that name
  const send = (options) => fetch(form.getAttribute("action") || location.pathname, { method: "POST", body: withoutFiles(), headers: { "X-Autosave": "1" }, ...options });

  const fail = (words) => {
    keep();
    say(words, true);
  };

  const save = () => (running = stopped || saving || !dirtySince ? running : saveNow());

  const saveNow = async () => {
    clearTimeout(timer);
    const since = dirtySince;
    let later = false;
    dirtySince = 0;
    say(state.dataset.saving);
    saving = send();
    try {
      const answer = await saving;
      if (answer.redirected) fail(state.dataset.signedOut);
      else if (answer.status === 409) {
        stopped = true;
        fail((await answer.json()).message);
      } else if (!answer.ok) throw new Error(answer.status);
      else {
        const said = await answer.json();
        form.elements.version.value = said.version;
        for (const [name, errors] of Object.entries(said.errors)) form.elements[name]?.setCustomValidity?.(errors.join(" "));
        say(said.saved);
        told(said);
        if (!dirtySince) forget();
      }
    } catch {
      dirtySince ||= since;
      fail(state.dataset.failed);
      later = true;
    } finally {
      saving = null;
      if (later) timer = setTimeout(save, AGAIN);
      else if (dirtySince && !stopped) schedule();
    }
  };

  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(QUIET, LONGEST - (Date.now() - dirtySince))));
  };

  const changed = (event) => {
    event?.target.setCustomValidity?.("");
    dirtySince ||= Date.now();
    if (!saving) schedule();
  };

  const leave = () => {
    if (!dirtySince || stopped) return;
    keep();
    send({ keepalive: true }).catch(() => {});
  };

  const restore = () => {
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
  };

  form.addEventListener("submit", (event) => {
    if (saving) {
      // the form must name the version this save makes, or it would meet itself as a colleague
      event.preventDefault();
      if (!sent) running.finally(() => form.requestSubmit(event.submitter));
      sent = true;
      return;
    }
    keep();
    stopped = true;
    clearTimeout(timer);
  });
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  window.addEventListener("online", save);
  restore();
  const typed = (control) => ["text", "textarea"].includes(control.type) && control.value !== control.defaultValue;
  if (!dirtySince && [...form.elements].some(typed)) changed(); // somebody typed before this script arrived
  return { changed };
};
