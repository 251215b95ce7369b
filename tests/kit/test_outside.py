"""What may be called outside, and what an answer that does not come means."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from kit.outside import (
    CLOSED,
    Answer,
    Reach,
    Target,
    UnansweredError,
    UnreachedError,
    call,
    checked,
    closed,
    networks,
)
from kit.refusals import AddressNotAllowed
from kit.settings import Settings

HERE = Reach(allowed=networks("127.0.0.0/8"))
#: Address -> whether it may be called: one of each range that a request of ours could be led to.
ADDRESSES = {
    "8.8.8.8": True,
    "1.1.1.1": True,
    "2606:4700:4700::1111": True,
    "::ffff:8.8.8.8": True,
    "64:ff9b::808:808": True,
    "0.0.0.0": False,
    "10.1.2.3": False,
    "100.64.0.1": False,
    "127.0.0.1": False,
    "127.255.255.254": False,
    "169.254.169.254": False,
    "172.31.255.255": False,
    "172.32.0.1": True,
    "192.168.1.1": False,
    "198.18.0.1": False,
    "224.0.0.251": False,
    "255.255.255.255": False,
    "::": False,
    "::1": False,
    "::127.0.0.1": False,
    "::ffff:127.0.0.1": False,
    "::ffff:169.254.169.254": False,
    "64:ff9b::a00:1": False,
    "2002:a00:1::": False,
    "2002:7f00:1::": False,
    "2001:0:4136:e378::1": False,
    "fc00::1": False,
    "fd12:3456::1": False,
    "fe80::1": False,
    "ff02::1": False,
}
#: URL that is refused before anybody is asked what its name stands for.
NO_URLS = (
    "",
    "erp.example",
    "ftp://erp.example/",
    "file:///etc/passwd",
    "https://",
    "https://user:secret@erp.example/",
    "https://erp.example/#part",
    "https://erp.example/a b",
    "https://erp.example\r\nHost: other/",
    "https://erp.example\\@other/",
    "https://erp.example:99999/",
    "https://münchen.example/",
)


def told(*addresses: str) -> Callable[[str, int], tuple[str, ...]]:
    """Return a resolver that says these addresses."""
    return lambda _host, _port: addresses


@pytest.mark.parametrize(("address", "open_to_us"), ADDRESSES.items())
def test_only_public_addresses_are_called(address: str, open_to_us: bool) -> None:  # noqa: FBT001 - a table's column
    assert (closed(address) == "") is open_to_us


@pytest.mark.parametrize(("network", "name"), CLOSED)
def test_the_first_address_of_each_closed_network_is_refused(network: str, name: str) -> None:
    assert closed(network.partition("/")[0]), name


@pytest.mark.parametrize("url", NO_URLS)
def test_what_is_no_plain_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(AddressNotAllowed):
        checked(url, Reach(), told("8.8.8.8"))


def test_one_closed_address_among_several_is_enough() -> None:
    with pytest.raises(AddressNotAllowed, match=r"private network \(10\.0\.0\.1\)"):
        checked("https://erp.example/", Reach(), told("8.8.8.8", "10.0.0.1"))


def test_a_setting_names_a_network_of_ours_and_https_stays() -> None:
    ours = Reach(allowed=networks("10.0.0.0/8"))

    assert checked("https://erp.example:44300/sap", ours, told("10.0.0.1")).port == 44300
    with pytest.raises(AddressNotAllowed, match="asked by https"):
        checked("http://erp.example/", ours, told("10.0.0.1"))


def test_http_is_spoken_with_this_machine_only_and_only_where_the_setting_says_so() -> None:
    assert checked("http://127.0.0.1:8100/", HERE, told("127.0.0.1")).named == "127.0.0.1:8100"
    for reach, address in ((Reach(), "127.0.0.1"), (HERE, "8.8.8.8"), (Reach(), "8.8.8.8")):
        with pytest.raises(AddressNotAllowed):
            checked("http://erp.example/", reach, told(address))


def test_ports_are_held_to_where_they_are_named() -> None:
    web = Reach(ports=frozenset({443}))

    assert checked("https://erp.example/", web, told("8.8.8.8")).port == 443
    with pytest.raises(AddressNotAllowed, match="port 8443"):
        checked("https://erp.example:8443/", web, told("8.8.8.8"))


def test_a_setting_that_names_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match="not-a-network"):
        Settings(outside_allowed="not-a-network")


def test_a_body_does_not_wait_for_its_heads_receipt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two small pieces in a row would else wait for the other side's delayed acknowledgement."""
    connect, seen = socket.create_connection, list[socket.socket]()

    def connected(*args: Any, **more: Any) -> socket.socket:
        found = connect(*args, **more)
        seen.append(found.dup())  # the call closes its own
        return found

    monkeypatch.setattr(socket, "create_connection", connected)
    with server(b"HTTP/1.1 204 No Content\r\n\r\n") as target:
        call(target)

    with seen[0] as held:
        assert held.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@contextmanager
def server(*pieces: bytes, hold: bool = False) -> Iterator[Target]:
    """Answer one connection with these bytes once a request came; `hold` leaves it open after them."""
    done = threading.Event()
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def answer() -> None:
            one, _ = listening.accept()
            with one:
                one.recv(65_536)
                for piece in pieces:
                    one.sendall(piece)
                if hold:
                    done.wait(20)

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield checked(f"http://127.0.0.1:{listening.getsockname()[1]}/a?b=c", HERE)
        finally:
            done.set()
            thread.join()


def test_a_whole_answer_comes_back() -> None:
    with server(b"HTTP/1.1 201 Created\r\nLocation: /x\r\nContent-Length: 2\r\n\r\nok") as target:
        answer = call(target, "POST", {"Content-Type": "text/plain"}, b"hello")

    assert answer == Answer(201, {"location": "/x", "content-length": "2"}, b"ok")


def test_a_redirect_is_an_answer_and_not_followed() -> None:
    with server(b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n") as target:
        assert call(target).status == 302


@pytest.mark.parametrize(
    "pieces",
    [
        (b"",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",),
        (b"no HTTP at all\r\n\r\n",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + b"x" * 100,),
    ],
)
def test_what_is_no_whole_answer_is_uncertain(pieces: tuple[bytes, ...]) -> None:
    with server(*pieces) as target, pytest.raises(UnansweredError):
        call(target, "POST", body=b"post this", bytes_max=50)


@pytest.mark.parametrize("said", [b"HTTP/1.1 200 OK\r\nContent-Len", b"HTTP/1.1 200 OK\r\n\r\nhalf"])
def test_an_answer_without_a_length_may_have_been_cut(said: bytes) -> None:
    with server(said) as target:
        assert not call(target).whole


@pytest.mark.parametrize("pieces", [(), (b"HTTP/1.1 200 OK\r\n\r\nno length, no end",)])
def test_an_answer_that_does_not_end_is_uncertain(pieces: tuple[bytes, ...]) -> None:
    with server(*pieces, hold=True) as target, pytest.raises(UnansweredError):
        call(target, seconds_max=1)


def test_where_nobody_listens_nothing_was_sent() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # nobody else gets the port, and nobody listens
        port = bound.getsockname()[1]
        with pytest.raises(UnreachedError):
            call(checked(f"http://127.0.0.1:{port}/", HERE))


def test_a_server_that_cannot_prove_its_name_gets_nothing() -> None:
    with server(b"HTTP/1.1 200 OK\r\n\r\n") as target, pytest.raises(UnreachedError):
        call(Target("https", target.host, target.port, "/", target.addresses))


def test_an_unknown_name_is_not_reached() -> None:
    with pytest.raises(UnreachedError):
        checked("https://no-such-host.invalid/", Reach())
