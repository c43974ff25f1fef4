"""Text in the encodings that Vietnamese had before Unicode: told apart, and decoded.

It takes bytes or a text that was read as Latin, and gives Unicode in NFC.
It may import ``vietnamese`` alone.
"""
