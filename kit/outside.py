"""We call outside only where it is allowed: https, no private address, the address that was checked, no redirect."""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from kit.refusals import AddressNotAllowed

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolver = Callable[[str, int], Sequence[str]]

BYTES_MAX = 4 * 1024 * 1024  # of an answer; what is longer is no answer
SECONDS_MAX = 30  # of a whole call, from the connection to the last byte
PORTS = {"https": 443, "http": 80}
#: Where no customer's and no ERP's public address lies -> what it is (IANA's special-purpose registries, RFC 6890).
CLOSED: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "a private network"),
    ("100.64.0.0/10", "a carrier's shared network"),
    ("127.0.0.0/8", "this machine"),
    ("169.254.0.0/16", "the local link, metadata of a cloud among it"),
    ("172.16.0.0/12", "a private network"),
    ("192.0.0.0/24", "for protocols"),
    ("192.0.2.0/24", "for documentation"),
    ("192.31.196.0/24", "for protocols"),
    ("192.52.193.0/24", "for protocols"),
    ("192.88.99.0/24", "relays of 6to4"),
    ("192.168.0.0/16", "a private network"),
    ("192.175.48.0/24", "for protocols"),
    ("198.18.0.0/15", "for benchmarks"),
    ("198.51.100.0/24", "for documentation"),
    ("203.0.113.0/24", "for documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved, broadcast among it"),
    ("::/128", "no address"),
    ("::1/128", "this machine"),
    ("64:ff9b:1::/48", "translated within a network"),
    ("100::/64", "discarded"),
    ("2001::/23", "for protocols, Teredo among them"),
    ("2001:db8::/32", "for documentation"),
    ("3fff::/20", "for documentation"),
    ("5f00::/16", "segments within a network"),
    ("fc00::/7", "a private network"),
    ("fe80::/10", "the local link"),
    ("fec0::/10", "a site's own network"),
    ("ff00::/8", "multicast"),
)
#: Networks of IPv6 whose addresses carry an address of IPv4 -> how far from the right its last bit lies.
CARRIERS: tuple[tuple[IPv6Network, int], ...] = (
    (IPv6Network("::ffff:0:0/96"), 0),  # mapped
    (IPv6Network("::/96"), 0),  # compatible, given up
    (IPv6Network("64:ff9b::/96"), 0),  # translated (RFC 6052)
    (IPv6Network("2002::/16"), 80),  # 6to4 (RFC 3056)
)
_CLOSED: tuple[tuple[Network, str], ...] = tuple((ip_network(text), name) for text, name in CLOSED)


class UnreachedError(Exception):
    """No connection stood: nothing of the request was sent, it may be tried again."""


class UnansweredError(Exception):
    """The request may have been carried out, but no whole answer came: only asking again what happened can tell."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where one may call: networks beyond the public ones, and ports (none named: any)."""

    allowed: tuple[Network, ...] = ()
    ports: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: its URL apart, and the numbers that its name stood for when it was checked."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def named(self) -> str:
        """Return the host as its server knows it, with the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the headers by their names in small letters, the bytes.

    `whole` is false where the server told no length: then a cut answer looks like one, and only the status is sure.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    whole: bool = True


def networks(text: str) -> tuple[Network, ...]:
    """Return networks as a setting names them, `10.2.0.0/16, 127.0.0.1`; ValueError where one is none."""
    return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())


def closed(address: str, allowed: Sequence[Network] = ()) -> str:
    """Return why an address may not be called, or nothing: an address that carries another is asked for both."""
    number = ip_address(address)
    if any(number in network for network in allowed):
        return ""
    if (carried := _carried(number)) is not None:
        return closed(str(carried), allowed)
    named = next((name for network, name in _CLOSED if number in network), "")
    return named or ("" if number.is_global and not number.is_multicast else "no public address")


def checked(url: str, reach: Reach, resolve: Resolver | None = None) -> Target:
    """Return where a URL leads. Refused: AddressNotAllowed; UnreachedError where its name is not known now."""
    target = _parsed(url)
    addresses = tuple((resolve or _resolved)(target.host, target.port))
    for address in addresses:
        if why := closed(address, reach.allowed):
            raise AddressNotAllowed(f"{target.named} is {why} ({address}): TIEOUT_OUTSIDE_ALLOWED may name it")
    ours = bool(addresses) and all(_within(address, reach.allowed) for address in addresses)
    if target.scheme == "http" and not (ours and all(ip_address(address).is_loopback for address in addresses)):
        raise AddressNotAllowed(f"{target.named} is asked by https, which hides and proves")
    if reach.ports and target.port not in reach.ports and not ours:
        raise AddressNotAllowed(f"{target.named}: port {target.port} is not called")
    return Target(target.scheme, target.host, target.port, target.path, addresses)


def call(
    target: Target,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    *,
    seconds_max: int = SECONDS_MAX,
    bytes_max: int = BYTES_MAX,
) -> Answer:
    """Ask a checked address once; no redirect is followed, no proxy asked.

    UnreachedError: nothing was sent. UnansweredError: it may have been carried out (time-out, broken or long answer).
    """
    with _connected(target, seconds_max) as plain, _ended(plain, seconds_max) as over:
        try:
            tied = _hidden(plain, target)
        except OSError as problem:
            raise UnreachedError(f"{target.named}: {problem}") from None
        with tied:
            try:
                connection = http.client.HTTPConnection(target.host, target.port)
                connection.sock = tied
                said = {"Host": target.named, **(headers or {}), "Connection": "close"}
                connection.request(method, target.path, body or None, said)
                answer = _read(connection, bytes_max)
            except (OSError, http.client.HTTPException) as problem:
                raise UnansweredError(f"{target.named}: {type(problem).__name__} {problem}".rstrip()) from None
        if over.is_set():
            raise UnansweredError(f"{target.named}: no whole answer within {seconds_max} s")
        return answer


def _parsed(url: str) -> Target:
    """Return a URL apart. Refused: AddressNotAllowed for what is no plain URL of the web."""
    if not url.isascii() or any(letter <= " " or letter == "\x7f" for letter in url) or "\\" in url:
        raise AddressNotAllowed("the address is no plain URL: write it in ASCII, without spaces")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressNotAllowed("the address is no URL") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise AddressNotAllowed("the address is https://host/path")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise AddressNotAllowed("the address carries no user, no password and no #part: secrets stand apart")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, parts.hostname, PORTS[parts.scheme] if port is None else port, path, ())


def _carried(number: Address) -> IPv4Address | None:
    """Return the address of IPv4 that one of IPv6 stands for."""
    for network, shift in CARRIERS:
        if isinstance(number, IPv6Address) and number in network and int(number) > 1:
            return IPv4Address(int(number) >> shift & 0xFFFFFFFF)
    return None


def _within(address: str, allowed: Sequence[Network]) -> bool:
    """Say whether the setting names this address."""
    return any(ip_address(address) in network for network in allowed)


def _resolved(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a name, in the system's order."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise UnreachedError(f"{host}: {problem}") from None
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def _connected(target: Target, seconds_max: int) -> socket.socket:
    """Return a connection to the first checked address that takes one."""
    problem: OSError | str = "its name stands for no address"
    for address in target.addresses:
        try:
            found = socket.create_connection((address, target.port), timeout=seconds_max)
        except OSError as refused:
            problem = refused
        else:
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a body does not wait for its head's receipt
            return found
    raise UnreachedError(f"{target.named}: {problem}")


def _hidden(plain: socket.socket, target: Target) -> socket.socket:
    """Return the connection under TLS, the server's name proven; a loopback's plain one stays."""
    if target.scheme == "http":
        return plain
    return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)


@contextmanager
def _ended(plain: socket.socket, seconds_max: int) -> Iterator[threading.Event]:
    """End a connection when its time is over, however slowly bytes drip; the event says that it was ended."""
    over = threading.Event()
    held = plain.dup()  # TLS takes the other one over

    def end() -> None:
        over.set()
        with suppress(OSError):  # it has ended by itself
            held.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds_max, end)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()
        timer.join()
        held.close()


def _read(connection: http.client.HTTPConnection, bytes_max: int) -> Answer:
    """Read the answer to what was sent. UnansweredError where it is longer than allowed, or shorter than it says."""
    with connection.getresponse() as answer:
        content = answer.read(bytes_max + 1)
        if len(content) > bytes_max:
            raise UnansweredError(f"{connection.host}: the answer is longer than {bytes_max:,} bytes")
        if answer.length:
            raise UnansweredError(f"{connection.host}: the answer was cut")
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, headers, content, whole=bool(answer.chunked) or answer.length == 0)
