/* <open-when-wide> around <details>: open where there is room beside the results, closed on a phone. Without script it can be
   opened everywhere. */
const WIDE = matchMedia("(min-width: 64em)");

class OpenWhenWide extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    WIDE.addEventListener("change", () => this.fit(), { signal: this.stop.signal });
    this.fit();
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  fit() {
    this.querySelector("details").open = WIDE.matches;
  }
}

customElements.define("open-when-wide", OpenWhenWide);
