/* <search-suggestions data-url="…" data-label="…"> around a search field: suggestions as one types, an editable combobox with a list
   (WAI-ARIA Authoring Practices). Nothing is kept. Without script, or while the server does not answer, it is a plain field. */
const PAUSE = 150;
const SHORTEST = 2;

let boxes = 0;

class SearchSuggestions extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input[type=search]");
    if (!this.dataset.url || !this.field || this.list) return;
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${++boxes}`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label);
    this.list.hidden = true;
    this.append(this.list);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id, "aria-haspopup": "listbox",
    })) this.field.setAttribute(name, value);
    this.field.addEventListener("input", () => this.later());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.close());
    // The field keeps the focus while the list is clicked.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  later() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const text = this.field.value.trim();
    if (text.length < SHORTEST) return this.close();
    this.timer = setTimeout(() => this.ask(text), PAUSE);
  }

  async ask(text) {
    this.asking = new AbortController();
    try {
      const answer = await fetch(`${this.dataset.url}?q=${encodeURIComponent(text)}`, { signal: this.asking.signal, credentials: "omit" });
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (document.activeElement === this.field) this.show(found);
    } catch {
      this.close();
    }
  }

  show(found) {
    this.active = -1;
    this.field.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...found.map((one, index) => this.option(one, index)));
    this.open(found.length > 0);
  }

  option(one, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.className = "suggestion";
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = one.url;
    const text = document.createElement("span");
    text.className = "suggestion__text";
    text.textContent = one.text;
    text.lang = one.lang;
    text.dir = one.dir;
    option.append(text);
    if (one.kind) {
      const kind = document.createElement("span");
      kind.className = "suggestion__kind";
      kind.textContent = one.kind;
      option.append(" ", kind);
    }
    return option;
  }

  open(yes) {
    this.list.hidden = !yes;
    this.field.setAttribute("aria-expanded", String(yes));
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.active = -1;
    this.field.removeAttribute("aria-activedescendant");
    this.open(false);
  }

  key(event) {
    const options = [...this.list.children];
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && !this.list.hidden && this.active >= 0) {
      event.preventDefault();
      this.choose(options[this.active]);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (this.list.hidden) {
        this.open(true);
        this.active = -1;
      }
      // One place more than there are options: there the field itself is active.
      const places = options.length + 1;
      this.move(options, ((this.active + 1 + step + places) % places) - 1);
    }
  }

  move(options, index) {
    this.active = index;
    for (const [position, option] of options.entries()) option.setAttribute("aria-selected", String(position === index));
    if (index < 0) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  }

  choose(option) {
    if (option) location.assign(option.dataset.url);
  }
}

customElements.define("search-suggestions", SearchSuggestions);
