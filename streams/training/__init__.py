"""How the recogniser of names was trained. Nothing that runs imports this."""
