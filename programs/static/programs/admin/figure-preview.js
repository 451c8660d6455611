// Shows in the form of a figure block what it would show on the page, or why it shows nothing and what would.
const PAUSE = 350;
const PREFIX = "block";

class FigurePreview {
  constructor(form, labels) {
    this.form = form;
    this.labels = labels;
    this.turn = 0;
    this.output = document.createElement("section");
    this.output.className = "figure-preview";
    this.output.setAttribute("aria-live", "polite");
    this.output.setAttribute("aria-label", labels.title);
    form.append(this.output);
    form.addEventListener("input", () => this.wait());
    form.addEventListener("change", () => this.wait());
    this.show();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), PAUSE);
  }

  // The fields of this block, whatever place it has in the body.
  fields() {
    const indicator = [...this.form.querySelectorAll("select, input")].find((field) => field.name.endsWith("-indicator"));
    if (!indicator) return null;
    const place = indicator.name.slice(0, -"-indicator".length);
    return { place, all: [...this.form.querySelectorAll("[name]")].filter((field) => field.name.startsWith(`${place}-`)) };
  }

  async show() {
    const fields = this.fields();
    if (!fields) return;
    const data = new FormData();
    for (const field of fields.all) {
      if ((field.type === "checkbox" || field.type === "radio") && !field.checked) continue;
      data.append(PREFIX + field.name.slice(fields.place.length), field.value);
    }
    // The language of the page that is edited, which need not be the editor's own.
    data.append("language", window.wagtailConfig?.ACTIVE_CONTENT_LOCALE ?? "");
    const turn = ++this.turn;
    try {
      const response = await fetch(`${this.form.dataset.figurePreviewUrl}${this.form.dataset.figurePreview}/`, {
        method: "POST",
        headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
        body: data,
      });
      if (!response.ok) throw new Error(response.statusText);
      const answer = await response.json();
      if (turn === this.turn) this.draw(answer, fields);
    } catch {
      if (turn === this.turn) this.output.replaceChildren(this.line(this.labels.failed));
    }
  }

  line(text, className = "figure-preview__message") {
    const line = document.createElement("p");
    line.className = className;
    line.textContent = text;
    return line;
  }

  draw({ html, message, nearest }, fields) {
    this.output.replaceChildren();
    if (message) this.output.append(this.line(message));
    if (nearest) this.output.append(this.line(this.labels.nearest), this.offer(nearest, fields));
    if (!html) return;
    const frame = document.createElement("iframe");
    frame.title = this.labels.title;
    frame.srcdoc = html;
    frame.addEventListener("load", () => {
      const page = frame.contentDocument.documentElement;
      frame.style.blockSize = `${Math.min(page.scrollHeight + 8, 640)}px`;
    });
    this.output.append(frame);
  }

  offer({ words, fields: codes }, fields) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary figure-preview__offer";
    button.textContent = words;
    button.addEventListener("click", () => {
      for (const field of fields.all) {
        const name = field.name.slice(fields.place.length + 1);
        if (name in codes && field.value !== codes[name]) choose(field, codes[name]);
      }
      this.show();
      fields.all.find((field) => field.type !== "hidden").focus();
    });
    return button;
  }
}

function choose(field, code) {
  field.value = code;
  // Wagtail's chooser shows what it holds in an element beside it; offers only ever empty it.
  if (field.type === "hidden") document.getElementById(`${field.id}-chooser`)?.classList.add("blank");
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

const script = document.currentScript ?? document.querySelector("script[data-figure-preview-labels]");
const labels = JSON.parse(script.dataset.figurePreviewLabels);
const known = new WeakSet();

function find(root) {
  for (const form of root.querySelectorAll("[data-figure-preview]")) {
    if (known.has(form)) continue;
    known.add(form);
    new FigurePreview(form, labels);
  }
}

find(document);
new MutationObserver(() => find(document)).observe(document.documentElement, { childList: true, subtree: true });
