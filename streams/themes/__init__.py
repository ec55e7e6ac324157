"""Third stage: the geopolitical themes of a text, with the words that earned them."""
