// Live figures in rich text: the button, the chip, and the dialog in which one is chosen.
// The chip's text is the value of today; what is stored are the codes in its data.
(() => {
  const { EditorState, Modifier } = window.DraftJS;
  const { createElement } = window.React;
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

  function LiveFigure(props) {
    const data = props.contentState.getEntity(props.entityKey).getData();
    const kind = data.unanswered ? " live-figure-chip--unanswered" : "";
    return createElement(
      "span",
      { className: `live-figure-chip${kind}`, title: data.title },
      createElement(window.draftail.TooltipEntity, {
        entityKey: props.entityKey,
        onEdit: props.onEdit,
        onRemove: props.onRemove,
        icon: data.unanswered ? "warning" : "decimal",
        label: data.title || "",
        children: props.children,
      }),
    );
  }

  window.draftail.registerPlugin(
    { type: "LIVE-FIGURE", source: LiveFigureSource, decorator: LiveFigure },
    "entityTypes",
  );
})();
