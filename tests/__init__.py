"""The tests: folders like those of ``publish/``, and ``journeys/`` over all of it."""
