"""The command `cvtex`, and `python -m cvtex`."""

import signal
import sys


def main() -> None:
    """Run the command line. Ctrl-C ends it without a traceback, even while modules are imported."""
    try:
        from cvtex.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        # All is done. A Ctrl-C that comes now would only change the exit code.
        signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    # Python puts the working directory first. A file there, such as yaml.py, must not stand for a library.
    if not sys.flags.safe_path:
        del sys.path[0]
    main()
