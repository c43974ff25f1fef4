"""The proof machine: publications of every construct in every other, built and put before every judge."""
