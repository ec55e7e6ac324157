"""Fifth stage: what happened, on the strength of the claims of many articles."""
