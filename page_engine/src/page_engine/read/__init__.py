"""Reading a page: its text in; blocks, numbers, links, formulas and faults out."""
