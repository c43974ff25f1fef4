"""Lines of text that are set from their plan, without the engine's search for what fits."""
