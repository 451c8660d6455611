"""Live figures: statistics within sentences.

Rich text holds an element with the codes of a question, and no number. Readers see what the door answers today, in
the language of the page; editors see it as a chip, and choose it in a dialog that shows the answer at once.
"""
