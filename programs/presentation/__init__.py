from programs.presentation.addresses import (
    AS_OF,
    address_of_question,
    address_of_row,
    fact_url,
    on_that_day,
    territory_url,
)
from programs.presentation.answerable import is_awaited, shortfall, shortfalls
from programs.presentation.card_facts import about, about_text, breakdown_of, facts_of, subject_of
from programs.presentation.cards import Card, card_of_answer, card_of_observation
from programs.presentation.citations import citation_of
from programs.presentation.conflicting_sources import disagreements
from programs.presentation.corrections import (
    Correction,
    all_corrections,
    corrected_values,
    corrections_in,
    corrections_listed,
    corrections_of,
    latest_first,
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
    labels_as_edited,
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
    NoDayError,
    NotYetKnownError,
    day_asked,
    kept_out,
    moment_of,
    of_a_day,
    past_day,
    refuse_unless_known,
)
from programs.presentation.reconciled_sums import reconciliation
from programs.presentation.related import article_cards, register_article_cards
from programs.presentation.source_corrections import CorrectedSource, corrected_sources
from programs.presentation.summary_words import summary_text
from programs.presentation.tables import Table, TableRow, as_target, caption_of, heading_of, labels_of, table_of
from programs.presentation.targets import target_among, target_questions, target_row
from programs.presentation.trend_words import trend_text

__all__ = [
    "AS_OF",
    "Card",
    "CorrectedSource",
    "Correction",
    "EditionQuestions",
    "FactsBox",
    "Figure",
    "Link",
    "NoDayError",
    "NotYetKnownError",
    "SourceLink",
    "Table",
    "TableRow",
    "about",
    "about_text",
    "address_of_question",
    "address_of_row",
    "all_corrections",
    "article_cards",
    "as_target",
    "breakdown_of",
    "caption_of",
    "card_of_answer",
    "card_of_observation",
    "citation_of",
    "collect_event_figures",
    "corrected_sources",
    "corrected_values",
    "corrections_in",
    "corrections_listed",
    "corrections_of",
    "day_asked",
    "disagreements",
    "edition_questions",
    "edition_views",
    "event_answers",
    "event_questions",
    "fact_url",
    "facts_boxes",
    "facts_of",
    "figure_of",
    "figures_of_events",
    "format_value",
    "heading_of",
    "is_awaited",
    "kept_out",
    "labels_as_edited",
    "labels_of",
    "labels_of_events",
    "latest_first",
    "moment_of",
    "of_a_day",
    "on_that_day",
    "past_day",
    "period_text",
    "plain_number",
    "reconciliation",
    "refuse_unless_known",
    "register_article_cards",
    "shortfall",
    "shortfalls",
    "source_link",
    "subject_of",
    "summary_text",
    "table_of",
    "target_among",
    "target_questions",
    "target_row",
    "territory_url",
    "trend_text",
]
