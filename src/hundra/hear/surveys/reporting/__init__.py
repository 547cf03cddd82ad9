"""Published results as they are handed out: on paper, on a big screen, as files."""
