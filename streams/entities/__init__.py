"""Second stage: who and where the text speaks of, each under a stable id."""
