"""The demonstration's pages as they stand in files: one story a file, both languages in it."""

import json
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "pages"

#: The order of the pages below the home page; what readers find in the menu stands first.
ORDER = ("home", "news", "programs", "about", "method", "legal-notice", "accessibility", "contact")
IN_MENUS = ("news", "programs", "about")

#: Block ids made from the place of a block, the same in both languages: translations are matched by them.
NAMESPACE = uuid.UUID("6b0f5a51-54c5-4a8e-9d0c-9a5a0a8f5b11")


@dataclass(frozen=True)
class Story:
    code: str
    kind: str
    parent: str
    data: dict[str, Any]

    def words(self, language: str) -> dict[str, Any]:
        return self.data[language]

    @property
    def date(self) -> date | None:
        return date.fromisoformat(self.data["date"]) if "date" in self.data else None


def stories() -> list[Story]:
    """Return all stories, parents before children, in the order of the tree; articles by their date."""
    found = []
    for path in sorted(FOLDER.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        found.append(Story(data["code"], data["kind"], data.get("parent") or "", data))
    depth = {"home": 0, "program": 2, "article": 2}

    def place(story: Story) -> tuple:
        position = ORDER.index(story.code) if story.code in ORDER else len(ORDER)
        return depth.get(story.kind, 1), position, story.data.get("date", ""), story.code

    return sorted(found, key=place)


def block_id(story: Story, part: str, *places: int) -> str:
    return str(uuid.uuid5(NAMESPACE, "/".join([story.code, part, *map(str, places)])))


def stream(story: Story, language: str, part: str, page_ids: dict[str, int]) -> list[dict]:
    """Return a body in the form in which Wagtail stores it."""
    return [
        {
            "id": block_id(story, part, position),
            "type": block["type"],
            "value": _value(story, part, position, block, page_ids),
        }
        for position, block in enumerate(story.words(language).get(part, []))
    ]


def _value(story: Story, part: str, position: int, block: dict, page_ids: dict[str, int]):
    def items(values: list) -> list[dict]:
        return [
            {"type": "item", "id": block_id(story, part, position, number), "value": value}
            for number, value in enumerate(values)
        ]

    value = block["value"]
    if block["type"] == "figure_group":
        return {**value, "figures": items(value["figures"])}
    if block["type"] != "links":
        return value
    links = [
        {
            "title": link["title"],
            "page": page_ids[link["page"]] if link.get("page") else None,
            "url": link.get("url", ""),
        }
        for link in value["links"]
    ]
    return {"title": value.get("title", ""), "links": items(links)}
