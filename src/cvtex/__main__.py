"""`python -m cvtex`."""

import sys

# Python puts the working directory first. A file there, such as yaml.py, must not stand for a library.
if not sys.flags.safe_path:
    del sys.path[0]

from cvtex.cli import main

main()
