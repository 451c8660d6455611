// Live figures in rich text: the button, the chip, and the dialog in which one is chosen.
// The chip's text is the value of today; what is stored are the codes in its data.
(() => {
  const { EditorState, Modifier } = window.DraftJS;
  const { Component, createElement } = window.React;
  const { Icon, Portal } = window.wagtail.components;
  const translate = (text) => (window.django?.gettext ?? window.gettext ?? String)(text);
  const SHOWN = ["title", "unanswered"];

  function codes(data) {
    return Object.fromEntries(Object.entries(data).filter(([name]) => !SHOWN.includes(name)));
  }

  // Show what comes of the choices, and let nothing be inserted that has no answer.
  function watch(modal) {
    const form = modal.body[0].querySelector(".live-figure-form");
    const place = form.querySelector(".live-figure-form__result");
    const insert = form.querySelector("[type=submit]");
    const chosen = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    let asked = 0;

    function settle() {
      insert.disabled = !place.querySelector("[data-can-be-inserted=true]");
    }

    async function ask() {
      asked += 1;
      const question = asked;
      insert.disabled = true;
      const response = await fetch(`${form.dataset.resultUrl}?${chosen()}`, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      const html = response.ok ? await response.text() : "";
      // A slow answer to an earlier choice comes too late.
      if (question !== asked) return;
      place.innerHTML = html;
      settle();
    }

    form.addEventListener("change", (event) => {
      // The list of events follows the programme and the edition.
      if (["program", "edition"].includes(event.target.name)) modal.loadUrl(modal.url, chosen().toString());
      else ask();
    });
    place.addEventListener("click", (event) => {
      const offer = event.target.closest("[data-codes]");
      if (offer) modal.loadUrl(modal.url, offer.dataset.codes);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!insert.disabled) modal.loadUrl(form.action, chosen().toString());
    });
    settle();
  }

  class LiveFigureSource extends window.draftail.ModalWorkflowSource {
    getChooserConfig(entity) {
      return {
        url: this.props.entityType.chooserUrls.figure,
        urlParams: entity ? codes(entity.getData()) : {},
        onload: { choose: watch, chosen: (modal, { figure }) => modal.respond("figureChosen", figure) },
        responses: { figureChosen: this.onChosen },
      };
    }

    onChosen(figure) {
      const { editorState, entityType, onComplete } = this.props;
      const data = { ...figure.codes };
      SHOWN.forEach((name) => { if (figure[name]) data[name] = figure[name]; });
      const content = editorState.getCurrentContent().createEntity(entityType.type, "IMMUTABLE", data);
      const replaced = Modifier.replaceText(
        content, editorState.getSelection(), figure.text, null, content.getLastCreatedEntityKey(),
      );
      this.workflow.close();
      onComplete(EditorState.push(editorState, replaced, "insert-characters"));
    }
  }

  // Wagtail's own TooltipEntity speaks English only, and cuts its label after twenty letters.
  class LiveFigure extends Component {
    constructor(props) {
      super(props);
      this.state = { target: null };
      this.open = this.open.bind(this);
      this.close = () => this.setState({ target: null });
    }

    open(event) {
      const chip = event.target.closest("[data-draftail-trigger]");
      // What is clicked in the tooltip arrives here too.
      if (!chip) return;
      const container = chip.closest("[data-draftail-editor-wrapper]");
      const [inner, outer] = [chip.getBoundingClientRect(), container.getBoundingClientRect()];
      const { scrollTop, scrollLeft } = document.documentElement;
      this.setState({
        target: {
          container,
          top: inner.top - outer.top - scrollTop,
          left: inner.left - outer.left - scrollLeft,
          width: inner.width,
          height: inner.height,
        },
      });
    }

    button(label, kind, act) {
      const onClick = (event) => {
        event.preventDefault();
        event.stopPropagation();
        act(this.props.entityKey);
      };
      return createElement("button", { type: "button", className: `button button-small ${kind} Tooltip__button`, onClick }, translate(label));
    }

    tooltip(words) {
      const { target } = this.state;
      return createElement(
        Portal,
        { node: target.container, onClose: this.close, closeOnClick: true, closeOnType: true, closeOnResize: true },
        createElement(
          window.draftail.Tooltip,
          { target, direction: "top" },
          createElement("span", { className: "live-figure-chip__words" }, words),
          this.button("Edit", "", this.props.onEdit),
          this.button("Delete", "button-secondary no", this.props.onRemove),
        ),
      );
    }

    render() {
      const { contentState, entityKey, children } = this.props;
      const { title, unanswered } = contentState.getEntity(entityKey).getData();
      const kind = unanswered ? " live-figure-chip--unanswered" : "";
      return createElement(
        "span",
        { className: `live-figure-chip${kind}`, title, onMouseUp: this.open, "data-draftail-trigger": true },
        createElement(Icon, { name: unanswered ? "warning" : "decimal" }),
        children,
        this.state.target && this.tooltip(title),
      );
    }
  }

  function figureAt(content, block, offset) {
    const key = offset >= 0 && offset < block.getLength() ? block.getEntityAt(offset) : null;
    return key && content.getEntity(key).getType() === "LIVE-FIGURE" ? key : null;
  }

  // The caret passes a chip in one step. Whoever typed within it would be left with a plain number and no figure.
  let last = { block: null, offset: 0 };
  function stepOver(editorState) {
    const selection = editorState.getSelection();
    const content = editorState.getCurrentContent();
    const block = content.getBlockForKey(selection.getStartKey());
    const offset = selection.getStartOffset();
    const before = last;
    last = { block: block.getKey(), offset };
    const key = figureAt(content, block, offset);
    if (!selection.isCollapsed() || !key || figureAt(content, block, offset - 1) !== key) return editorState;
    let [start, end] = [offset, offset];
    while (figureAt(content, block, start - 1) === key) start -= 1;
    while (figureAt(content, block, end) === key) end += 1;
    const edge = before.block === block.getKey() && before.offset === end ? start : end;
    last = { block: block.getKey(), offset: edge };
    return EditorState.forceSelection(
      editorState, selection.merge({ anchorOffset: edge, focusOffset: edge, isBackward: false }),
    );
  }

  window.draftail.registerPlugin({ type: "live-figure", onChange: stepOver }, "plugins");
  window.draftail.registerPlugin(
    { type: "LIVE-FIGURE", source: LiveFigureSource, decorator: LiveFigure },
    "entityTypes",
  );
})();
