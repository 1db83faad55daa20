"""Training of the project's own Dutch spaCy pipeline, nl_ud_sm. Nothing here is imported by the bot."""
