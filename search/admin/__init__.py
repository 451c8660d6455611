from search.admin.viewsets import SearchGroup

__all__ = [
    "SearchGroup",
]
