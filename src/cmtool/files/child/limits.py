"""What a process may take before the system ends it, where the system can (POSIX)."""

from __future__ import annotations

MIB = 1024 * 1024
MEMORY = 2048 * MIB
OUTPUT = 1024 * MIB
SECONDS = 180


def limit() -> None:
    """Bound this process's memory, processor time and the size of what it writes; no core is left behind."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))
