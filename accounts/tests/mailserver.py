"""A mail server of a hundred lines, for tests: it speaks SMTP on a free port and answers as it is told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Talk(socketserver.StreamRequestHandler):
    """One connection."""

    def say(self, line: str) -> None:
        """Answer one line."""
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        """Answer until the other side leaves."""
        self.say("220 test")
        while line := self.rfile.readline():
            verb = line.strip().split(b" ")[0].split(b":")[0].upper().decode()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "DATA":
                self.take()
            elif verb == "RCPT":
                self.say(self.server.answers.get(line.strip().split(b"<")[1].split(b">")[0].decode(), "250 ok"))
            else:
                self.say("250 ok")

    def take(self) -> None:
        """Read a letter to its end and keep it, unless told to refuse."""
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if self.server.data_answer.startswith("250"):
            self.server.letters.append(b"".join(lines))
        self.say(self.server.data_answer)


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps the letters it accepted in `letters`; `answers` (by address) and `data_answer` make it refuse."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        """Listen on a free port of this machine."""
        super().__init__(("127.0.0.1", 0), Talk)
        self.letters: list[bytes] = []
        self.answers: dict[str, str] = {}
        self.data_answer = "250 taken"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server for the length of the block."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
