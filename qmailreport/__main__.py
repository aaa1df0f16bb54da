"""python -m qmailreport"""

from .cli import main

if __name__ == "__main__":
    main()
