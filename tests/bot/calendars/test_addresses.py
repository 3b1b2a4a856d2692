"""Which network addresses may be reached for a stranger."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendars.addresses import as_address, is_public


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "142.250.74.110", "17.57.144.1", "2a00:1450:400f:80d::200e", "2606:4700::1111", "64:ff9b::101:101"],
)
def test_the_public_internet_may_be_reached(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
    ],
)
def test_what_leads_inwards_may_not_nor_hidden_in_another(address: str) -> None:
    inside = IPv4Address(address)

    assert not is_public(inside)
    for hidden in (
        f"::ffff:{inside}",
        f"::{inside}",
        f"::ffff:0:{inside}",
        f"64:ff9b::{inside}",
        f"64:ff9b:1::{inside}",
        f"2002:{int(inside) >> 16:x}:{int(inside) & 0xFFFF:x}::1",
        f"2001:0:{int(inside) >> 16:x}:{int(inside) & 0xFFFF:x}::1",
    ):
        assert not is_public(IPv6Address(hidden)), hidden


@pytest.mark.parametrize(
    "address",
    [
        "::",
        "::1",
        "fe80::1",
        "fe80::1%2",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "ff0e::1",
        "100::1",
        "2001::1",
        "2001:10::1",
        "2001:db8::1",
        "2002:101:101::1",
        "3fff::1",
        "5f00::1",
        "64:ff9b:1::101:101",
        "4000::1",
    ],
)
def test_nor_may_an_address_of_version_6_that_is_not_given_out(address: str) -> None:
    assert not is_public(ip_address(address))


@given(address=st.ip_addresses(v=4))
def test_an_address_hidden_in_another_is_as_good_as_it_is(address: IPv4Address) -> None:
    assert is_public(IPv6Address(f"::ffff:{address}")) == is_public(address)
    assert is_public(IPv6Address(f"64:ff9b::{address}")) == is_public(address)


def test_a_name_is_no_address() -> None:
    assert as_address("localhost") is None
    assert as_address("127.1") is None
    assert as_address("::1") == IPv6Address("::1")
