"""`python -m swaudit`: the same as the command `swaudit`."""

from swaudit.cli.main import main

if __name__ == "__main__":
    main()
