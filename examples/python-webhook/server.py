"""A business server as a plain web service, with nothing but Python's standard library.

Frontdesk asks it about each call by a signed POST (DECIDE_URL); it acts on calls over the REST API.

  a caller on BLOCKED   is denied, with words
  whoever dials `info`  is routed to AGENT
  whoever dials `sales` is held, told so, and given to AGENT as soon as AGENT takes it
  any other call        rings whom it was meant for
"""

import base64
import hashlib
import hmac
import json
import os
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORT = int(os.environ.get("PORT", "8787"))
SECRET = base64.b64decode(os.environ["DECIDE_SECRET"].removeprefix("whsec_"))
API = os.environ.get("FRONTDESK_URL", "http://localhost:3000") + "/api/v1"
TOKEN = os.environ["FRONTDESK_TOKEN"]
AGENT = os.environ.get("AGENT", "ines")
BLOCKED = os.environ.get("BLOCKED", "").split(",")
# How long to wait between two attempts to give a held call to the agent, in seconds.
PAUSE = float(os.environ.get("PAUSE", "2"))

# A signature is good for so long, in seconds: an old request can't be played again, whoever has caught it.
TOLERANCE = 300
# More than any question, in bytes.
BODY_LIMIT = 128 * 1024


def is_signed(headers, body):
    """Whether the body is Frontdesk's and fresh (Standard Webhooks, https://www.standardwebhooks.com)."""
    message_id, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent_at.isdecimal() or abs(time.time() - int(sent_at)) > TOLERANCE:
        return False
    digest = hmac.new(SECRET, f"{message_id}.{sent_at}.".encode() + body, hashlib.sha256).digest()
    expected = b"v1," + base64.b64encode(digest)
    given = headers.get("webhook-signature", "").encode().split(b" ")
    return any(hmac.compare_digest(each, expected) for each in given)


def decide(call):
    """What becomes of a call. It has to be quick: after DECIDE_MS (2 s) Frontdesk goes on without it."""
    dialed = call["callee"]["userId"]
    if call["caller"]["userId"] in BLOCKED:
        return {"code": 100904, "text": "Please write to us instead."}
    if dialed == "info":
        return {"route": AGENT}
    if dialed == "sales":
        find_agent_for(call)
        return {"hold": True}
    return {"code": 0}


def find_agent_for(call):
    threading.Thread(target=find_agent, args=(call["callId"],), daemon=True).start()


def go_on():
    """Takes up the calls that were held before this program was started again."""
    _, answer = api("GET", "/calls?state=waiting")
    for call in answer.get("calls", []):
        if call["callee"]["userId"] == "sales":
            find_agent_for(call)


def find_agent(call_id):
    """Offers a held call to the agent until it is taken or over. Frontdesk itself keeps it, and its place."""
    is_told = False
    while True:
        time.sleep(PAUSE)
        status, call = api("GET", f"/calls/{call_id}")
        if status in (401, 403):
            print(f"the token is no good for this: {call.get('title')}", flush=True)
            return
        if status == 404 or call.get("state") in ("started", "finished"):
            return
        # While it rings, or if Frontdesk can't be reached, there is nothing to do but look again.
        if call.get("state") == "waiting":
            if not is_told:
                status, _ = api("POST", f"/calls/{call_id}/update", {"text": "A colleague will be with you soon."})
                is_told = status == 200
            status, answer = api("POST", f"/calls/{call_id}/assign", {"to": AGENT})
            print(f"assign {call_id}: {status} {answer.get('name', answer.get('state'))}", flush=True)


def api(method, path, body=None):
    """Status and JSON of an answer of the REST API; errors are JSON too (RFC 9457). Status 0: not reached."""
    request = urllib.request.Request(API + path, method=method)
    request.add_header("authorization", f"Bearer {TOKEN}")
    request.add_header("content-type", "application/json")
    try:
        with urllib.request.urlopen(request, json.dumps(body).encode() if body else None, timeout=10) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except OSError as error:
        print(f"{method} {path}: {error}", flush=True)
        return 0, {}


class Decisions(BaseHTTPRequestHandler):
    # Keeps the connection for the next question, for a minute.
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_POST(self):
        length = int(self.headers.get("content-length", "0"))
        if not 0 <= length <= BODY_LIMIT:
            self.close_connection = True
            return self.answer(413, {"error": "too large"})
        body = self.rfile.read(length)
        if not is_signed(self.headers, body):
            return self.answer(401, {"error": "not signed by Frontdesk"})
        question = json.loads(body)
        if question["type"] != "call.decide":
            return self.answer(400, {"error": "not a question about a call"})
        return self.answer(200, decide(question["data"]["call"]))

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        """Quiet: one line for each question would be noise."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", PORT), Decisions)
    go_on()
    print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
