"""A lesson's source and what is made of it: read and checked (source, rules, cells), published (publish), proved tight (leaks)."""
