"""What search is told of programmes and facts: the contents of entries, and which deeds change which of them.

Subjects by which entries are known: "event:CODE", "program:CODE", "edition:CODE", "trade:CODE", "territory:SCHEME:CODE"
and so on stand for a record and its names; "figures:indicator:CODE", "figures:edition:CODE" … for all public values of
it; "observation:CODE" for one value.
"""
