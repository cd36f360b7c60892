"""The site generator: content is read, pages are planned, rendered and checked."""
