"""Real mail servers on loopback: Debian's dovecot (IMAP) and exim4 (SMTP), with an authority made for the test.

They run as an ordinary user (as `nobody` when the tests run as root) in a folder of their own, which is deleted at the end.
Mailboxes: USERS at mail.test with PASSWORD. What `filer@mail.test` sends, the server files in its sent folder by
itself; mail to `gone@` is refused for good, to `later@` for now.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import hmac
import ipaddress
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PASSWORD = "geheim-授权码"
_KEY = b"a secret that signs tokens in tests"
USERS = ("seller", "filer", "buyer", "archive")
APT = "sudo apt-get update && sudo apt-get install --no-install-recommends dovecot-imapd exim4-daemon-light"

_DOVECOT = """
base_dir = {dir}/run
state_dir = {dir}/state
log_path = {dir}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
ssl = required
ssl_cert = <{dir}/cert.pem
ssl_key = <{dir}/key.pem
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_max_userip_connections = 100
maildir_stat_dirs = yes
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {dir}/oauth.conf
}}
passdb {{
  driver = passwd-file
  args = scheme=plain username_format=%n {dir}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={dir}/home/%n
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""

_EXIM = """
primary_hostname = mail.test
exim_user = {uid}
exim_group = {gid}
spool_directory = {dir}/spool
log_file_path = {dir}/exim-%slog
pid_file_path = {dir}/exim.pid
keep_environment =
never_users =
deliver_drop_privilege = true
local_interfaces = 127.0.0.1
daemon_smtp_ports = {smtp} : {smtps}
tls_on_connect_ports = {smtps}
tls_advertise_hosts = *
tls_certificate = {dir}/cert.pem
tls_privatekey = {dir}/key.pem
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
domainlist local_domains = mail.test
acl_smtp_rcpt = rcpt
acl_smtp_data = data
smtp_accept_max = 100
smtp_accept_max_per_host = 100
queue_only = false
rfc1413_query_timeout = 0s
host_lookup =
message_size_limit = 2M
begin acl
rcpt:
  deny    local_parts = gone
          message = no such mailbox here
  defer   local_parts = later
          message = please come again
  accept  authenticated = *
  accept  domains = +local_domains
  deny    message = relay not permitted
data:
  deny    condition = ${{if match{{$h_subject:}}{{FORBIDDEN}}}}
          message = this content is refused
  accept
begin routers
filed:
  driver = accept
  condition = ${{if eq{{$authenticated_id}}{{filer@mail.test}}}}
  transport = sentbox
  unseen
inbox:
  driver = accept
  local_parts = lsearch;{dir}/boxes
  transport = inbox
begin transports
sentbox:
  driver = appendfile
  maildir_format
  directory = {dir}/home/filer/Maildir/.Sent
  create_directory
inbox:
  driver = appendfile
  maildir_format
  directory = {dir}/home/$local_part_data/Maildir
  create_directory
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if eq{{$auth3}}{{{password}}}}}
  server_set_id = $auth2
xoauth2:
  driver = plaintext
  public_name = XOAUTH2
  server_prompts = :
  server_condition = ${{if match{{$auth1}}{{\\Nauth=Bearer eyJ\\N}}}}
  server_set_id = ${{sg{{$auth1}}{{\\N^user=([^\\x01]*)\\x01.*$\\N}}{{\\$1}}}}
"""

_OAUTH = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={dir}/keys/
username_attribute = email
"""


class MailServers:
    """Both servers, started. Ports: imap and smtp speak STARTTLS, imaps and smtps TLS from the first byte."""

    def __init__(self) -> None:
        dovecot, exim = _program("dovecot"), _program("exim4")
        # Short, and readable for the user the servers run as: a socket's path has at most 108 bytes, and pytest's folders are closed.
        self.folder = Path(tempfile.mkdtemp(prefix="tq-mail-"))
        owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self._owner = owner
        self.imap, self.imaps, self.smtp, self.smtps = _free_ports(4)
        self.authority = self.folder / "authority.pem"
        _certificates(self.folder)
        self._write(owner)
        self._running = []
        try:
            self._running.append(self._start([dovecot, "-F", "-c", str(self.folder / "dovecot.conf")]))
            self._running.append(self._start([exim, "-C", str(self.folder / "exim.conf"), "-bdf"]))
            for port in (self.imap, self.imaps, self.smtp, self.smtps):
                self._await(port)
        except BaseException:
            self.close()
            raise

    def _write(self, owner: pwd.struct_passwd) -> None:
        values = {
            "dir": self.folder, "user": owner.pw_name, "group": _group(owner.pw_gid), "uid": owner.pw_uid, "gid": owner.pw_gid,
            "password": PASSWORD, "imap": self.imap, "imaps": self.imaps, "smtp": self.smtp, "smtps": self.smtps,
        }  # fmt: skip
        (self.folder / "dovecot.conf").write_text(_DOVECOT.format(**values))
        (self.folder / "exim.conf").write_text(_EXIM.format(**values))
        (self.folder / "oauth.conf").write_text(_OAUTH.format(**values))
        (self.folder / "keys" / "default" / "HS256").mkdir(parents=True)
        (self.folder / "keys" / "default" / "HS256" / "default").write_bytes(base64.b64encode(_KEY))
        (self.folder / "users").write_text("".join(f"{name}:{PASSWORD}\n" for name in USERS))
        (self.folder / "boxes").write_text("".join(f"{name}: {name}\n" for name in USERS))
        for name in ("home", "run", "state", "spool"):
            (self.folder / name).mkdir()
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        (self.folder / "exim.conf").chmod(0o644)

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        as_user = {"user": self._owner.pw_uid, "group": self._owner.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        with (self.folder / "output.log").open("ab") as log:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, start_new_session=True, **as_user
            )

    def _await(self, port: int) -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                if any(process.poll() is not None for process in self._running):
                    break
                time.sleep(0.05)
        raise AssertionError(f"no mail server on port {port}:\n{self.logs()}")

    def logs(self) -> str:
        """What the servers wrote."""
        return "\n".join(path.read_text("utf-8", "replace")[-3000:] for path in sorted(self.folder.glob("*log")))

    def close(self) -> None:
        """Stops the servers and deletes their folder."""
        for process in self._running:
            process.terminate()
        for process in self._running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)

    # mailboxes ---------------------------------------------------------------------------------------------------

    def mails(self, user: str, folder: str = "") -> list[bytes]:
        """Every mail in a mailbox's inbox, or in another folder, as it lies on the disk."""
        box = self.folder / "home" / user / "Maildir" / (f".{folder}" if folder else "")
        return [path.read_bytes() for part in ("new", "cur") for path in sorted((box / part).glob("*"))]

    def put(self, user: str, *mails: bytes) -> None:
        """Puts mails into an inbox, in this order, as a delivery does."""
        box = self.folder / "home" / user / "Maildir"
        for part in ("tmp", "new", "cur"):
            (box / part).mkdir(parents=True, exist_ok=True)
        stamp = time.time()
        for number, mail in enumerate(mails):
            path = box / "new" / f"{int(stamp)}.M{int(stamp * 1e6) % 1_000_000:06d}P{number:06d}_{uuid.uuid4().hex[:6]}.test"
            path.write_bytes(mail)
        if os.geteuid() == 0:
            for path in (box.parent, box, *box.rglob("*")):
                os.chown(path, self._owner.pw_uid, self._owner.pw_gid)

    def empty(self, user: str) -> None:
        """Takes a mailbox away; the next one has another UIDVALIDITY."""
        shutil.rmtree(self.folder / "home" / user, ignore_errors=True)

    def token(self, user: str, seconds: float = 3600.0) -> str:
        """An access token that dovecot accepts for a mailbox."""
        now = int(time.time())
        claims = {"email": f"{user}@mail.test", "sub": user, "iat": now - 5, "nbf": now - 5, "exp": int(now + seconds)}
        parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
        signed = b".".join(parts)
        proof = base64.urlsafe_b64encode(hmac.new(_KEY, signed, hashlib.sha256).digest()).rstrip(b"=")
        return (signed + b"." + proof).decode()

    def settled(self, seconds: float = 15.0) -> None:
        """Waits until exim has delivered everything it took."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            waiting = [path for path in (self.folder / "spool" / "input").rglob("*") if path.is_file()]
            if not waiting:
                return
            time.sleep(0.02)
        raise AssertionError(f"exim still holds {len(waiting)} files:\n{self.logs()}")


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        raise AssertionError(f"{name} is missing; the mail tests need real servers. Run:\n    {APT}")
    return found


def _group(gid: int) -> str:
    import grp

    return grp.getgrgid(gid).gr_name


def _free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(item.getsockname()[1]) for item in held]
    for item in held:
        item.close()
    return ports


def _certificates(folder: Path) -> None:
    """An authority and a certificate of it for localhost, mail.test and 127.0.0.1."""
    now = datetime.datetime.now(datetime.UTC)
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tengqiao test authority")])
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")])
    span = (now - datetime.timedelta(days=1), now + datetime.timedelta(days=2))
    usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    authority = (
        x509.CertificateBuilder().subject_name(root).issuer_name(root).public_key(root_key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(span[0]).not_valid_after(span[1])
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )  # fmt: skip
    names = [x509.DNSName("localhost"), x509.DNSName("mail.test"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    own = (
        x509.CertificateBuilder().subject_name(name).issuer_name(root).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(span[0]).not_valid_after(span[1])
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )  # fmt: skip
    (folder / "authority.pem").write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    (folder / "cert.pem").write_bytes(own.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
