"""Text of a data file or a setting → a web address in its one canonical form, or the reason why it is none.

Syntax of RFC 3986, hosts of RFC 1123 and RFC 3490 (IDNA). Narrower than these: no user, no quote, bracket or space and
nothing invisible, so that an accepted address stays one address in HTML, Markdown, YAML, XML and JSON alike.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address


class NotAWebAddress(ValueError):
    """Says in Chinese why a text is no web address."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address. Spellings of the same address are equal."""

    scheme: str
    """`https` or `http`."""
    host: str
    """In lower case and as people write it, `例子.中国`."""
    port: int | None
    """None for the scheme's own, 443 or 80."""
    rest: str
    """Path, query and fragment, ASCII only; empty for the site's top."""

    @property
    def ascii_host(self) -> str:
        """`xn--fsqu00a.xn--fiqs8s`"""
        return ascii_of(self.host)

    @property
    def url(self) -> str:
        """The whole address in ASCII, as links and programs want it: `https://www.example.gov.cn/gk`."""
        return f"{self.scheme}://{self.ascii_host}{self.at_port}{self.rest}"

    @property
    def short(self) -> str:
        """As readers see it: `www.example.gov.cn/gk`; only http, which browsers do not assume, is named."""
        scheme = "http://" if self.scheme == "http" else ""
        return f"{scheme}{self.host}{self.at_port}{self.rest}"

    @property
    def at_port(self) -> str:
        return "" if self.port is None else f":{self.port}"


def web_address(text: str, *, local: bool = False) -> WebAddress:
    """Parse a host name (`www.example.gov.cn`, with a port, a path, a query …) or an http(s) address. Raises
    NotAWebAddress. `local` allows hosts without a dot and IPv6 addresses, which only a machine nearby can reach."""
    if len(text) > LONGEST:
        raise NotAWebAddress(f"网址有 {len(text)} 个字符，上限是 {LONGEST} 个")
    for character in text:
        if not (character in "[]" and local):
            refuse_character(character)
    scheme, after = split_scheme(text)
    authority = re.split("[/?#]", after, maxsplit=1)[0]
    if "@" in authority:
        raise NotAWebAddress("域名前面不能有“@”；登载的网址不带用户名，电子邮箱也不是网址")
    if not (found := AUTHORITY.fullmatch(authority)):
        raise NotAWebAddress("域名后面的冒号只能用来写端口，如 www.example.gov.cn:8080")
    host = canonical_host(found["host"].lower(), local=local)
    rest = canonical_rest(after.removeprefix(authority))
    return WebAddress(scheme, host, canonical_port(scheme, found["port"]), rest)


def is_web_address(text: str) -> bool:
    try:
        web_address(text)
    except NotAWebAddress:
        return False
    return True


def refuse_character(character: str) -> None:
    if character in ASCII:
        return
    plain = unicodedata.normalize("NFKC", character)
    if unicodedata.category(character)[0] in "CZ":
        named = "空格" if character == " " else f"看不见的字符（U+{ord(character):04X}）"
        raise NotAWebAddress(f"网址里不能有{named}")
    if plain != character and plain.isascii():
        raise NotAWebAddress(f"“{character}”是全角字符；网址用半角的“{plain}”")
    letter = unicodedata.category(character)[0] == "L" and plain == character
    if character.isascii() or not letter or unicodedata.bidirectional(character) != "L":
        raise NotAWebAddress(f"网址里不能有“{character}”")


def split_scheme(text: str) -> tuple[str, str]:
    """(scheme, what follows `://`); https where none is given."""
    scheme, mark, after = text.partition("://")
    if mark and not set("/?#") & set(scheme):
        if scheme.lower() not in DEFAULT_PORTS:
            raise NotAWebAddress(f"网页的网址以 https:// 或 http:// 开头，不是“{scheme}://”")
        return scheme.lower(), after
    if text.startswith("//"):
        raise NotAWebAddress("开头的“//”前面缺“https:”")
    if found := OTHER_SCHEME.match(text):
        raise NotAWebAddress(f"网页的网址以 https:// 或 http:// 开头，不是“{found[0]}”")
    return "https", text


def canonical_host(host: str, *, local: bool) -> str:
    if re.fullmatch(r"[0-9.]+|\[.*", host):
        return canonical_ip(host)
    labels = [canonical_label(label) for label in host.split(".")]
    if len(labels) < 2 and not local:
        raise NotAWebAddress(f"“{host}”里没有点，不是域名")
    if len(labels) > 1 and not TOP_LEVEL.fullmatch(labels[-1]):
        raise NotAWebAddress(f"域名不会以“.{labels[-1]}”结尾")
    host = ".".join(labels)
    if len(ascii_of(host)) > LONGEST_HOST:
        raise NotAWebAddress(f"域名太长，上限是 {LONGEST_HOST} 个字符")
    return host


def canonical_ip(host: str) -> str:
    """IPv4, or IPv6 in brackets."""
    try:
        return f"[{IPv6Address(host[1:-1])}]" if host[0] == "[" else str(IPv4Address(host))
    except AddressValueError:
        raise NotAWebAddress(f"“{host}”不是域名，也不是 IP 地址") from None


def canonical_label(label: str) -> str:
    """One part of a host name between its dots; Unicode where it stands for Unicode."""
    if not label:
        raise NotAWebAddress("域名缺了一段：开头、结尾或两个点之间没有字")
    if label.startswith("xn--"):
        decoded = from_idna(label)
        return label if ASCII_LETTER.search(decoded) else decoded
    if not label.isascii() and ASCII_LETTER.search(label):
        raise NotAWebAddress(
            f"域名的“{label}”里英文字母和别的文字连在一起；请只留网址，真有这样的域名就写它 xn-- 开头的写法"
        )
    if not LABEL.fullmatch(label) or from_idna(ascii_of(label)) != label:
        raise NotAWebAddress(f"“{label}”不能是域名的一段")
    return label


def ascii_of(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        raise NotAWebAddress(f"“{host}”不能是域名") from None


def from_idna(label: str) -> str:
    try:
        decoded = label.encode().decode("idna")
        returns = decoded.encode("idna").decode() == label
    except UnicodeError:  # too long, or nothing that IDNA would have written
        returns, decoded = False, ""
    if not returns:
        raise NotAWebAddress(f"“{label}”不能是域名的一段")
    for character in decoded:
        refuse_character(character)
    return decoded


def canonical_port(scheme: str, digits: str | None) -> int | None:
    if digits is None or int(digits) == DEFAULT_PORTS[scheme]:
        return None
    if not 0 < int(digits) < 65536:
        raise NotAWebAddress(f"没有端口 {digits}：端口是 1 到 65535")
    return int(digits)


def canonical_rest(rest: str) -> str:
    for pattern, why in FAULTS_OF_REST.items():
        if re.search(pattern, rest):
            raise NotAWebAddress(why)
    slash = "/" if rest.startswith(("?", "#")) else ""
    return "" if rest == "/" else slash + rest


ASCII = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&*+,;=:@/?#%"
)
"""What RFC 3986 has, without what quotes or brackets in one of our formats."""
AUTHORITY = re.compile(r"(?P<host>\[[^\]]*\]|[^:\[\]]*)(?::(?P<port>[0-9]{1,5}))?")
OTHER_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*:(?![0-9])")
"""A colon with digits is a port's."""
DEFAULT_PORTS = {"https": 443, "http": 80}
LABEL = re.compile(r"[^\W_]+(?:-+[^\W_]+)*")
TOP_LEVEL = re.compile("[a-z]{2,}|xn--[a-z0-9-]+|[^a-z0-9-]{2,}")
ASCII_LETTER = re.compile("[a-z]")
FAULTS_OF_REST = {
    r"[^\x00-\x7f]": "域名后面有汉字；路径里真有汉字的，请从浏览器的地址栏里复制网址",
    "%(?![0-9A-Fa-f]{2})": "“%”后面应当是两位十六进制数字；请从浏览器的地址栏里复制网址",
    "#.*#": "网址里只能有一个“#”",
}
LONGEST = 2000
"""Characters: more than that not every browser opens."""
LONGEST_HOST = 253
"""Characters, in ASCII (RFC 1035)."""
