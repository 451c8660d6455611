from programs.presentation.addresses import AS_OF, fact_url, question_url, row_url, territory_url, with_as_of
from programs.presentation.as_of import (
    AsOfError,
    NotYetKnownError,
    mark_noindex,
    moment_of,
    parse_as_of,
    require_known,
    serve_as_of,
)
from programs.presentation.beside import (
    article_cards,
    disagreements,
    first_target,
    register_article_cards,
    target_questions,
    target_row,
)
from programs.presentation.card_facts import about, breakdown_of, card_lines, subject_of, subject_text
from programs.presentation.cards import Card, card_of_answer, card_of_observation, citation_of
from programs.presentation.corrections import (
    Correction,
    all_corrections,
    corrected_source,
    corrected_values,
    corrections_in,
    corrections_of,
    latest_first,
    load_corrections,
)
from programs.presentation.editions import EditionQuestions, EditionRow, edition_questions, edition_row, edition_views
from programs.presentation.facts_box import (
    FactsBox,
    Link,
    collect_event_figures,
    event_answers,
    event_questions,
    facts_boxes,
    figures_of_events,
    labels_from_form,
)
from programs.presentation.figures import Figure, figure_of, format_value, period_text, plain_number, source_link
from programs.presentation.missing_values import NO_VALUE_TEXT, is_pending_release, missing_reason, missing_reasons
from programs.presentation.sentences import reconciliation, summary_text, trend_text
from programs.presentation.tables import Table, TableRow, caption_of, heading_of, labels_of, table_of, target_label
