from search.admin.viewsets import SearchGroup
