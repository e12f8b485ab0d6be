"""SRC: content files that cannot be right, whatever they say."""
