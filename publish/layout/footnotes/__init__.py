"""Notes at the foot of printed pages: each begins on the page of its call, and runs on where it does not fit.

It takes pages while the engine lays them out, and gives those whose text and notes have room, and what is wrong with
the others.
It may import ``base``; what finds faults ``layout``, too.
"""
