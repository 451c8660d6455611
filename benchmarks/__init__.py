"""How fast the portal answers, against the best that its databases can do; see docs/reference/benchmarks.md."""
