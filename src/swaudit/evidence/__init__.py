"""What a station hands in: files, sheets and cells, read, derived and linked."""
