"""The only room that reads arguments, prints, prompts, opens output files or exits."""
