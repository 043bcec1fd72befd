"""Another organisation's sign-in, as much of it as a test needs, on this machine."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs


class Speaker(BaseHTTPRequestHandler):
    """A server that answers in JSON and keeps silent otherwise."""

    def say(self, answer: dict[str, Any], status: int = 200) -> None:
        """Answer."""
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: Any) -> None:
        """Say nothing."""


@contextmanager
def provider() -> Iterator[SimpleNamespace]:
    """Give an OpenID provider on loopback: `told` is what it says of whoever comes, `asked` what it was sent."""
    state = SimpleNamespace(told={}, asked=[], challenge="", address="", broken=False)

    class Answers(Speaker):
        def do_GET(self) -> None:
            if state.broken:
                return self.say({"error": "down"}, 500)
            if self.path.endswith("openid-configuration"):
                return self.say(configuration(state.address))
            if self.path == "/userinfo" and self.headers["Authorization"] == "Bearer a-token":
                return self.say(state.told)
            return self.say({}, 404)

        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            state.asked.append(sent)
            proof = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"][0].encode()).digest()).decode()
            if proof.rstrip("=") != state.challenge or sent["code"] != ["a-code"]:
                return self.say({"error": "invalid_grant"}, 400)
            return self.say({"access_token": "a-token", "token_type": "Bearer", "expires_in": 60})

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    state.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


def configuration(address: str) -> dict[str, Any]:
    """Give what a provider publishes about itself."""
    return {
        "issuer": address,
        "authorization_endpoint": f"{address}/authorize",
        "token_endpoint": f"{address}/token",
        "userinfo_endpoint": f"{address}/userinfo",
        "jwks_uri": f"{address}/keys",
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
    }
