/* <search-key data-url="…"> around a search form: “/” goes to its field, or to the search page where the field is not shown.
   WCAG 2.1.4: a single-character key can be turned off, see key-switch.js. */
const TURNED_OFF = "search-key-off";

function isTyping(target) {
  return target instanceof Element && (target.isContentEditable || target.matches("input, textarea, select"));
}

function isTurnedOff() {
  try {
    return localStorage.getItem(TURNED_OFF) === "1";
  } catch {
    return false;
  }
}

class SearchKey extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    document.addEventListener("keydown", (event) => this.open(event), { signal: this.stop.signal });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  open(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isTurnedOff()) return;
    event.preventDefault();
    const fields = [...document.querySelectorAll("main input[type=search]"), ...this.querySelectorAll("input[type=search]")];
    const field = fields.find((candidate) => candidate.offsetParent !== null);
    if (field) {
      field.focus();
      field.select();
    } else {
      location.assign(this.dataset.url);
    }
  }
}

customElements.define("search-key", SearchKey);
