"""Talk between two processes: the length of a pickled value, then the value. Both ends are our own."""

from __future__ import annotations

import contextlib
import math
import select
import socket
import struct
import time
from typing import Any

_HEADER = struct.Struct("<Q")


def send(link: socket.socket, value: object, deadline: float | None = None) -> None:
    """Send a value; nothing has been sent when it does not pickle."""
    import pickle

    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # who receives next will notice
        _wait_until(link, deadline)
        write_frame(link, content)


def receive(link: socket.socket, deadline: float | None) -> Any:
    """Return the next value; None when the other side is gone.

    Raises:
        TimeoutError: When the deadline (of ``time.monotonic``) has passed.
    """
    import pickle

    content = read_frame(link, deadline)
    return pickle.loads(content) if content else None  # our own process wrote it


def wait(link: socket.socket, moment: float) -> bool:
    """Wait until there is something to receive; tell whether there is at this moment of ``time.monotonic``."""
    seconds = max(0.0, moment - time.monotonic())
    poll = select.poll()
    poll.register(link, select.POLLIN)
    return bool(poll.poll(None if math.isinf(seconds) else math.ceil(seconds * 1000)))


def write_frame(link: socket.socket, content: bytes) -> None:
    """Send bytes."""
    link.sendall(_HEADER.pack(len(content)))
    link.sendall(content)


def read_frame(link: socket.socket, deadline: float | None) -> bytearray | None:
    """Return the bytes that were sent; None when the other side is gone."""
    header = _read(link, _HEADER.size, deadline)
    return _read(link, _HEADER.unpack(header)[0], deadline) if header else None


def _read(link: socket.socket, size: int, deadline: float | None) -> bytearray | None:
    content = bytearray(size)
    view = memoryview(content)
    while view:
        _wait_until(link, deadline)
        try:
            count = link.recv_into(view)
        except ConnectionResetError:
            return None
        if not count:
            return None
        view = view[count:]
    return content


def _wait_until(link: socket.socket, deadline: float | None) -> None:
    """Have the next operation on the link wait no longer; a deadline that has passed still lets it look once."""
    link.settimeout(None if deadline is None else max(0.001, deadline - time.monotonic()))
