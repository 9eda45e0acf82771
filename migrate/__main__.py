"""`python -m migrate` is the console command `migrate`."""

from migrate.cli import main

if __name__ == "__main__":
    main()
