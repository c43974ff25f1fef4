"""Damaged Vietnamese text put right: mojibake that was kept, letters of other alphabets, marks that got apart.

It takes a text, and gives it mended, or the edits that mend it.
It may import ``vietnamese`` alone.
"""
