"""`python -m hundra` is the `hundra` command."""

from hundra.config.cli import main

if __name__ == "__main__":
    main()
