// A list in which one finds by typing: a combobox with a listbox, after the ARIA Authoring Practices.
// The select stays in the form and holds the value; a short list stays as it is.
const SHORT = 8;

// Letters that people type for one another, without the marks of either script.
function plain(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}|ـ/gu, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه")
    .replace(/[’']/g, " ")
    .toLowerCase();
}

class FindingSelect extends HTMLElement {
  connectedCallback() {
    this.select = this.querySelector("select");
    if (!this.select || this.input || this.select.options.length < SHORT) return;
    this.build();
    this.hearTheSelect();
    this.hearTheInput();
    this.tell();
  }

  build() {
    const { select } = this;
    this.input = Object.assign(document.createElement("input"), { type: "text", autocomplete: "off" });
    this.input.placeholder = this.dataset.hint;
    this.input.dir = "auto";
    this.list = document.createElement("div");
    this.list.className = "finding-select__list";
    this.list.hidden = true;
    this.none = document.createElement("p");
    this.none.className = "finding-select__none";
    this.none.setAttribute("role", "status");
    // The label is the input's from now on.
    const id = select.id || select.name;
    this.input.id = id;
    select.id = `${id}-list`;
    this.list.id = `${id}-options`;
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(name)) this.input.setAttribute(name, select.getAttribute(name));
    }
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.hint);
    select.classList.add("finding-select__value");
    select.tabIndex = -1;
    select.setAttribute("aria-hidden", "true");
    this.append(this.input, this.list, this.none);
  }

  // What sets the value of the select sets what is read, whether or not it says so.
  hearTheSelect() {
    const { select } = this;
    const value = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value");
    Object.defineProperty(select, "value", {
      get: () => value.get.call(select),
      set: (code) => {
        value.set.call(select, code);
        this.tell();
      },
    });
    select.addEventListener("change", () => this.tell());
    select.addEventListener("focus", () => this.input.focus());
    this.limit()?.addEventListener("change", () => this.leaveOtherGroup());
  }

  hearTheInput() {
    const { input } = this;
    // What is typed is no value: nobody else hears of it.
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      this.open(input.value);
    });
    input.addEventListener("change", (event) => event.stopPropagation());
    input.addEventListener("click", () => this.open(""));
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("focus", () => input.select());
    input.addEventListener("blur", () => this.settle());
    // The input keeps the focus while an option is pressed.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) this.choose(item.dataset.code);
    });
  }

  limit() {
    if (!this.dataset.within) return null;
    const name = this.select.name.replace(/[^-]+$/, this.dataset.within);
    return this.select.form?.querySelector(`select[name="${name}"]`) ?? null;
  }

  limitingGroup() {
    const limit = this.limit();
    return limit?.value ? limit.selectedOptions[0].textContent.trim() : "";
  }

  leaveOtherGroup() {
    const group = this.limitingGroup();
    const chosen = this.select.selectedOptions[0];
    if (group && chosen?.value && this.groupOf(chosen) !== group) this.choose("");
  }

  groupOf(option) {
    return option.closest("optgroup")?.label ?? "";
  }

  // Two regions of different times may share a name: then the group tells them apart.
  name(option) {
    const text = option.textContent.trim();
    const group = this.groupOf(option);
    const alike = group && [...this.select.options].filter((other) => other.textContent.trim() === text).length > 1;
    return alike ? `${text} – ${group}` : text;
  }

  tell() {
    const option = this.select.selectedOptions[0];
    this.input.value = option?.value ? this.name(option) : "";
    this.none.textContent = "";
  }

  open(text) {
    const words = plain(text).split(/\s+/).filter(Boolean);
    const group = this.limitingGroup();
    const found = [...this.select.options].filter((option) => {
      if (!option.value || (group && this.groupOf(option) !== group)) return false;
      const all = plain(`${option.textContent} ${this.groupOf(option)}`);
      return words.every((word) => all.includes(word));
    });
    this.list.replaceChildren(...this.grouped(found));
    this.none.textContent = found.length ? "" : this.dataset.none;
    this.show(found.length > 0);
    this.mark(this.items().find((item) => item.dataset.code === this.select.value) ?? (words.length ? this.items()[0] : null));
  }

  grouped(options) {
    const parts = [];
    let box = null;
    for (const option of options) {
      const item = document.createElement("div");
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(option.selected));
      item.id = `${this.list.id}-${option.index}`;
      item.dataset.code = option.value;
      item.textContent = option.textContent.trim();
      const group = this.groupOf(option);
      if (group && box?.getAttribute("aria-label") !== group) {
        box = document.createElement("div");
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", group);
        parts.push(box);
      }
      if (group) box.append(item);
      else parts.push(item);
    }
    return parts;
  }

  items() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  show(shown) {
    this.list.hidden = !shown;
    this.input.setAttribute("aria-expanded", String(shown));
    if (!shown) this.mark(null);
  }

  mark(item) {
    this.list.querySelector("[data-marked]")?.removeAttribute("data-marked");
    if (item) {
      item.dataset.marked = "";
      this.input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  press(event) {
    const marked = this.list.querySelector("[data-marked]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.open("");
      const items = this.items();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const place = marked && !this.list.hidden ? items.indexOf(marked) + step : step > 0 ? 0 : -1;
      this.mark(items.at(place % items.length));
    } else if (event.key === "Enter") {
      // Enter chooses here and does not send the form.
      event.preventDefault();
      if (!this.list.hidden && marked) this.choose(marked.dataset.code);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.show(false);
      this.tell();
    }
  }

  choose(code) {
    const changed = this.select.value !== code;
    this.select.value = code;
    this.show(false);
    if (!changed) return;
    for (const kind of ["input", "change"]) this.select.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  // What was typed and not chosen: an empty field means no choice, a whole name its option, anything else nothing.
  settle() {
    const text = plain(this.input.value).trim();
    const same = [...this.select.options].filter((option) => option.value && plain(this.name(option)).trim() === text);
    const mayBeEmpty = [...this.select.options].some((option) => !option.value);
    if (!text && mayBeEmpty) this.choose("");
    else if (same.length === 1) this.choose(same[0].value);
    else this.show(false);
    this.tell();
  }
}

customElements.define("finding-select", FindingSelect);
