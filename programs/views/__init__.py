"""The public pages of facts: addresses made of codes, the same in both languages."""
