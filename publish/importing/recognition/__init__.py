"""What a paragraph is by how it is worded, where it stands and how it is set: numbers, clauses, verse, facts.

It takes paragraphs of ``importing/shaping`` and gives what they are.
It may import ``importing/shaping`` and what that may import.
"""
