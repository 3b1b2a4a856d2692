"""Which network addresses may be reached for a stranger: those of the public internet, and none that lead inwards.

Rules: what is allowed is named, what is not named is refused. An address that carries another one inside (IPv4 in IPv6)
is as good as the one inside, or refused where nobody serves a calendar from such an address.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

# Public by number, but answered by the machine's own provider, or by nobody: protocol assignments (metadata services
# among them), the relay of 6to4, and the address of one provider's own services.
_INWARD_IPV4 = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv4Network("168.63.129.16/32"))
# All of the public internet that is given out; in it: protocol assignments with Teredo, documentation, 6to4.
_PUBLIC_IPV6 = IPv6Network("2000::/3")
_INWARD_IPV6 = (
    IPv6Network("2001::/23"),
    IPv6Network("2001:db8::/32"),
    IPv6Network("2002::/16"),
    IPv6Network("3fff::/20"),
)
# A network without IPv4 reaches the rest of the world through these: the last four bytes are the real address.
_TRANSLATED = IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, where anybody could serve a calendar."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not any(address in each for each in _INWARD_IPV4)
    inside = address.ipv4_mapped
    if inside is None and address in _TRANSLATED:
        inside = IPv4Address(int(address) & 0xFFFFFFFF)
    if inside is not None:
        return is_public(inside)
    return address in _PUBLIC_IPV6 and not any(address in each for each in _INWARD_IPV6)


def as_address(text: str) -> Address | None:
    """The address that a text is; None for a name."""
    try:
        return ip_address(text)
    except ValueError:
        return None
