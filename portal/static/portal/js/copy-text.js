/* <copy-text data-label="…" data-done="…"> around a text: a button that copies it. Without script the text can be selected. */
class CopyText extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard || this.button) return;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "copy-text__button";
    this.button.textContent = this.dataset.label;
    this.button.setAttribute("aria-live", "polite");
    this.button.addEventListener("click", () => this.copy());
    this.append(this.button);
  }

  async copy() {
    const text = this.firstElementChild.textContent.trim();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return;
    }
    this.button.textContent = this.dataset.done;
    setTimeout(() => {
      this.button.textContent = this.dataset.label;
    }, 2500);
  }
}

customElements.define("copy-text", CopyText);
