"""Set-up and running: everything behind the Makefile. Standard library only: it runs before .venv exists."""
