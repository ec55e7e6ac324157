"""One module per hop: what it may touch (`Ports`), what it does (`handle`), how Faust runs it (`attach`)."""
