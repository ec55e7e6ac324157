"""Back-testing: what other rules would have told of articles that were read before."""
