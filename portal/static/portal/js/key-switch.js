/* <key-switch data-label="…">: a box that turns the “/” key of search-key.js off and on for this browser. Without script there is
   neither the key nor the box. */
const TURNED_OFF = "search-key-off";

class KeySwitch extends HTMLElement {
  connectedCallback() {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    try {
      box.checked = localStorage.getItem(TURNED_OFF) !== "1";
    } catch {
      return;
    }
    box.addEventListener("change", () => {
      if (box.checked) localStorage.removeItem(TURNED_OFF);
      else localStorage.setItem(TURNED_OFF, "1");
    });
    label.append(box, " ", this.dataset.label);
    this.replaceChildren(label);
  }
}

customElements.define("key-switch", KeySwitch);
