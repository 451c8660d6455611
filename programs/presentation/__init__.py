from programs.presentation.addresses import AS_OF, fact_url, question_url, row_url, territory_url, with_as_of
from programs.presentation.answerable import is_pending_release, missing_reason, missing_reasons
from programs.presentation.card_facts import about, breakdown_of, card_lines, subject_of, subject_text
from programs.presentation.cards import Card, card_of_answer, card_of_observation
from programs.presentation.citations import citation_of
from programs.presentation.conflicting_sources import disagreements
from programs.presentation.corrections import (
    Correction,
    all_corrections,
    corrected_values,
    corrections_in,
    corrections_of,
    latest_first,
    load_corrections,
)
from programs.presentation.editions import EditionQuestions, edition_questions, edition_views
from programs.presentation.facts_box import (
    FactsBox,
    Link,
    collect_event_figures,
    event_answers,
    event_questions,
    facts_boxes,
    figures_of_events,
    labels_from_form,
    labels_of_events,
)
from programs.presentation.figures import (
    Figure,
    SourceLink,
    figure_of,
    format_value,
    period_text,
    plain_number,
    source_link,
)
from programs.presentation.past_days import (
    AsOfError,
    NotYetKnownError,
    mark_noindex,
    moment_of,
    parse_as_of,
    past_day,
    require_known,
    serve_as_of,
)
from programs.presentation.reconciled_sums import reconciliation
from programs.presentation.related import article_cards, register_article_cards
from programs.presentation.source_corrections import CorrectedSource, corrected_sources
from programs.presentation.summary_words import summary_text
from programs.presentation.tables import Table, TableRow, caption_of, heading_of, labels_of, table_of, target_label
from programs.presentation.targets import first_target, target_questions, target_row
from programs.presentation.trend_words import trend_text

__all__ = [
    "AS_OF",
    "AsOfError",
    "Card",
    "CorrectedSource",
    "Correction",
    "EditionQuestions",
    "FactsBox",
    "Figure",
    "Link",
    "NotYetKnownError",
    "SourceLink",
    "Table",
    "TableRow",
    "about",
    "all_corrections",
    "article_cards",
    "breakdown_of",
    "caption_of",
    "card_lines",
    "card_of_answer",
    "card_of_observation",
    "citation_of",
    "collect_event_figures",
    "corrected_sources",
    "corrected_values",
    "corrections_in",
    "corrections_of",
    "disagreements",
    "edition_questions",
    "edition_views",
    "event_answers",
    "event_questions",
    "fact_url",
    "facts_boxes",
    "figure_of",
    "figures_of_events",
    "first_target",
    "format_value",
    "heading_of",
    "is_pending_release",
    "labels_from_form",
    "labels_of",
    "labels_of_events",
    "latest_first",
    "load_corrections",
    "mark_noindex",
    "missing_reason",
    "missing_reasons",
    "moment_of",
    "parse_as_of",
    "past_day",
    "period_text",
    "plain_number",
    "question_url",
    "reconciliation",
    "register_article_cards",
    "require_known",
    "row_url",
    "serve_as_of",
    "source_link",
    "subject_of",
    "subject_text",
    "summary_text",
    "table_of",
    "target_label",
    "target_questions",
    "target_row",
    "territory_url",
    "trend_text",
    "with_as_of",
]
