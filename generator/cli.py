"""The program: heeds an interrupt at any moment, also while modules are imported and while Python ends.

In: the command line. Out: an exit status, 130 after an interrupt. It imports next to nothing before it can be stopped.
"""

import os
import signal
import sys
from types import FrameType

_CANNOT_RUN, _INTERRUPTED = 2, 130


def main() -> None:
    """Run the command, and end the process."""
    signal.signal(signal.SIGINT, _leave)
    if hasattr(signal, "pthread_sigmask"):  # the wrapper blocks interrupts until they are handled here
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # the parent process has closed it
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - until the process ends
    status = _run()
    signal.signal(signal.SIGINT, _leave)
    sys.exit(_flushed(status))


def _run() -> int:
    from generator.commands.main import main as command  # noqa: PLC0415 - interrupts are to be heeded before anything is imported

    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        command(prog_name="explainer")
    except KeyboardInterrupt:
        return _INTERRUPTED
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return 0


def _flushed(status: int) -> int:
    """Write what is left to be written, and say where that is not possible: a disk may be full."""
    if sys.stdout.closed:  # by the language server, when it ends
        return status
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        pass
    except OSError as error:
        sys.stderr.write(f"explainer: cannot write standard output: {error.strerror}\n")
        status = status or _CANNOT_RUN
    else:
        return status
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or Python tries again when it ends, and complains
    return status


def _leave(number: int, frame: FrameType | None) -> None:
    os._exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
