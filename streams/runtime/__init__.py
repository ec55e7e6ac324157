"""How the outside is reached: broker, process pool, state."""
