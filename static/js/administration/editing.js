/* While an element is written: warn before text is lost, keep it against a crash, say who else is there, show the page. */
(() => {
  const form = document.querySelector("form[data-editing]");
  if (!form) return;

  const values = () => {
    const found = {};
    for (const [name, value] of new FormData(form)) {
      if (name !== "csrfmiddlewaretoken" && name !== "version") (found[name] ??= []).push(value);
    }
    return found;
  };
  /* The editor writes the same text otherwise than the portal keeps it: what counts is what one reads. */
  const read = (text) =>
    (new DOMParser().parseFromString(text.replace(/<\/(p|li|td|th)>/g, " $&"), "text/html").body.textContent ?? "").replace(/\s+/g, " ").trim();
  const wording = (found) =>
    JSON.stringify(Object.entries(found).filter(([, all]) => all.some(Boolean)).map(([name, all]) => [name, all.map(read)]).sort());
  const markup = (found) => JSON.stringify(Object.entries(found).sort());

  let begun = null;
  let sent = false;
  const isChanged = () => begun !== null && !sent && markup(values()) !== begun;

  const box = document.querySelector("[data-unsaved]");
  const key = `portal-draft:${box.dataset.owner}:${form.dataset.editing}`;
  const store = {
    get: () => {
      try {
        const kept = JSON.parse(localStorage.getItem(key));
        return kept && Date.now() - kept.at < box.dataset.days * 24 * 3600 * 1000 ? kept : null;
      } catch {
        return null;
      }
    },
    set: (found) => {
      try {
        localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: found }));
      } catch {
        /* No room, or not allowed: the text still stands in the form. */
      }
    },
    drop: () => {
      try {
        localStorage.removeItem(key);
      } catch {
        /* Nothing was kept. */
      }
    },
  };

  const put = (found) => {
    for (const field of form.elements) {
      if (!field.name || field.type === "hidden" || field.type === "submit") continue;
      const wanted = found[field.name] ?? [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = wanted.includes(field.value);
      else field.value = wanted[0] ?? "";
      field.dispatchEvent(new CustomEvent("portal:put", { bubbles: true }));
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  const offer = () => {
    const kept = store.get();
    if (!kept) return;
    if (wording(kept.values) === wording(values())) {
      store.drop();
      return;
    }
    const when = box.querySelector("[data-unsaved-when]");
    when.dateTime = new Date(kept.at).toISOString();
    when.textContent = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    box.hidden = false;
    box.querySelector("[data-unsaved-take]").addEventListener("click", () => {
      put(kept.values);
      box.hidden = true;
      form.querySelector("input:not([type=hidden]), .ProseMirror")?.focus();
    });
    box.querySelector("[data-unsaved-drop]").addEventListener("click", () => {
      store.drop();
      box.hidden = true;
    });
  };

  /* The editor settles the text it is given before anybody writes. */
  setTimeout(() => {
    begun = markup(values());
    if (!document.querySelector(".errornote, .stale")) offer();
    else begun = "";
    form.dataset.watched = "";
  }, 400);

  let keeping;
  const changed = () => {
    clearTimeout(keeping);
    keeping = setTimeout(() => {
      if (isChanged()) store.set(values());
      preview();
    }, 500);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);

  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("data-preview-button")) return;
    if (isChanged()) store.set(values());
    sent = true;
  });
  for (const other of document.querySelectorAll("form.choose")) other.addEventListener("submit", () => (sent = true));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) sent = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isChanged()) return;
    store.set(values());
    event.preventDefault();
  });

  /* Who else is here */
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const others = document.querySelector("[data-others]");
  const newer = document.querySelector("[data-newer]");
  const version = Number(form.querySelector("[name=version]")?.value);
  const sign = async () => {
    if (document.hidden) return;
    try {
      const body = new URLSearchParams({ csrfmiddlewaretoken: token });
      const answer = await fetch(form.dataset.present, { method: "POST", body });
      if (!answer.ok) return;
      const told = await answer.json();
      if (others.textContent !== told.words) others.textContent = told.words;
      others.hidden = !told.words;
      newer.hidden = told.version <= version;
    } catch {
      /* There will be another sign. */
    }
  };
  if (form.dataset.present) {
    sign();
    setInterval(sign, form.dataset.presentSeconds * 1000);
    document.addEventListener("visibilitychange", sign);
    window.addEventListener("pagehide", () => {
      navigator.sendBeacon(form.dataset.present, new URLSearchParams({ csrfmiddlewaretoken: token, leave: "1" }));
    });
  }

  /* What citizens will see */
  const view = document.querySelector("[data-live-preview]");
  let shown = "";
  let asking = null;
  let page = null;
  const build = () => {
    const host = view.querySelector("[data-live-preview-page]");
    const root = host.attachShadow({ mode: "open" });
    for (const href of [view.dataset.style, view.dataset.ownStyle]) {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = href;
      root.append(link);
    }
    page = document.createElement("div");
    page.className = "text";
    page.lang = "da";
    root.append(page);
    view.hidden = false;
    form.querySelector("[data-preview-button]").hidden = true;
  };
  async function preview() {
    if (!view) return;
    const now = markup(values());
    if (now === shown) return;
    shown = now;
    asking?.abort();
    asking = new AbortController();
    const trouble = view.querySelector("[data-live-preview-trouble]");
    try {
      const answer = await fetch(view.dataset.address, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
        signal: asking.signal,
      });
      trouble.hidden = answer.ok;
      if (answer.ok) page.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") trouble.hidden = false;
    }
  }
  if (view) {
    build();
    setTimeout(preview, 500);
  }
})();
