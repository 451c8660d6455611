"""From what is published to what can be found: sources say what, recording writes it in the same transaction."""
