"""The ground that all other folders stand on: diagnostics, records, files, the cache, the workers.

It takes plain values and gives types and functions that know nothing of publishing.
It imports nothing of ours.
"""
