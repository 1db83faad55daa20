"""Own NLU components: reading facts out of Dutch, and the Dutch spaCy pipeline."""
