"""Fields that show themselves only where another field has a certain value (Wagtail's `w-rules`).

Without scripts they all show, and the form works the same.
"""

import json

CONTROLLER = {"data-controller": "w-rules", "data-action": "change->w-rules#resolve"}


def shown_if(field: str, *values: str) -> dict[str, str]:
    """Return the attributes of a panel below one that has the attributes CONTROLLER."""
    return {"data-w-rules-target": "show", "data-w-rules": json.dumps({field: [str(v) for v in values]})}
