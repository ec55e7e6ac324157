"""Between bytes and values: the only code that knows both the contracts and the core."""
