"""Live figures in sentences: rich text holds the codes of a question, and pages show its current answer."""
