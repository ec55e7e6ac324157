"""Fourth stage: what the article says happened, and how far it stands behind it."""
