"""What stands inside documents: read in a child process, and told as facts without the content."""
