"""What a photo says, read from its pixels in a child process."""
