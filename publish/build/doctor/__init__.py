"""Check that a machine has all that publishing needs: libraries, validators, programs, folders to write to.

It takes the machine, and gives what is good, missing or broken, with the command that helps.
It may import everything but ``cli``.
"""
