"""The configuration with which nginx serves the baked tree, as one text; what goes into it is checked here."""

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template

from solidary.publishing import policy
from solidary.publishing.compression import SIBLING

LONGEST_PLAIN_NAME = 40  # bytes; a longer one does not fit into nginx's usual hash bucket of 64, a pattern needs none

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL})*"
_UPSTREAM = re.compile(rf"(?:{_HOST}|\[[0-9a-f:]+\]):([0-9]{{1,5}})")
_ONION = re.compile(r"[a-z2-7]{56}\.onion")
_PATH = re.compile(r"/[\w.@+ /-]*")


class Refused(ValueError):
    """A value that cannot, or must not, go into a configuration; says in one sentence which and why."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The server that the public site comes from; raises `Refused` for what would not be safe to write down.

    `domain` may itself be an onion address: then nginx listens on the loopback interface alone, for Tor.
    """

    domain: str
    home: Path
    upstream: str = "127.0.0.1:8000"
    onion: str = ""
    certificate: str = ""
    certificate_key: str = ""

    def __post_init__(self) -> None:
        _check_domain(self.domain)
        _check_upstream(self.upstream)
        if self.onion:
            _check_onion(self.onion)
        if bool(self.certificate) != bool(self.certificate_key):
            raise Refused("A certificate and its key go together; give both or neither.")
        for path in filter(None, (str(self.home), self.certificate, self.certificate_key)):
            if not _PATH.fullmatch(path):
                raise Refused(f"{path!r} must be an absolute path of letters, digits, spaces and . _ - + @ alone.")


def _check_domain(domain: str) -> None:
    if not re.fullmatch(_HOST, domain) or len(domain) > 253:
        raise Refused(f"{domain!r} is not a domain in plain Latin letters, as in example.org or xn--e1aybc.example.")
    if domain.endswith(".onion"):
        _check_onion(domain)


def _check_onion(address: str) -> None:
    """Refuse a mistyped address: it carries a checksum (Tor's rend-spec-v3, section 6)."""
    if _ONION.fullmatch(address):
        decoded = base64.b32decode(address.removesuffix(".onion").upper())
        key, checksum, version = decoded[:32], decoded[32:34], decoded[34:]
        if checksum == hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2] and version == b"\x03":
            return
    raise Refused(f"{address!r} is not the address of an onion service of version 3; please copy it again.")


def _check_upstream(upstream: str) -> None:
    found = _UPSTREAM.fullmatch(upstream)
    if not found or not 0 < int(found[1]) < 65536:
        raise Refused(f"{upstream!r} is not HOST:PORT, as in 127.0.0.1:8000.")


def configuration(origin: Origin) -> str:
    """Return a file for /etc/nginx/sites-enabled: the maps and the server of an origin."""
    return _CONFIGURATION.substitute(
        domain=origin.domain,
        home=origin.home,
        upstream=origin.upstream,
        name=_name(origin),
        lasting=policy.LASTING,
        asked_anew=policy.ASKED_ANEW,
        methods=", ".join(policy.METHODS),
        method_pattern="|".join(policy.METHODS),
        octets=policy.OCTETS,
        missing=policy.MISSING_PAGE,
        unserved=policy.UNSERVED.pattern,
        sibling=SIBLING,
        types="\n".join(f'        "{kind}" {ending};' for ending, kind in policy.TYPES.items()),
        headers="\n".join(f'    add_header {name} "{value}" always;' for name, value in policy.HEADERS.items()),
        packed=" ".join(f'"{policy.TYPES[ending]}"' for ending in ("css", "js", "svg")),
        names=" ".join(_server_name(host) for host in (origin.domain, _onion_beside(origin)) if host),
        listen="\n".join(f"    listen {address};" for address in _addresses(origin)),
        onion_map=_part(_ONION_MAP, origin, bool(_onion_beside(origin))),
        onion_header=_part(_ONION_HEADER, origin, bool(_onion_beside(origin))),
        tls_maps=_part(_TLS_MAPS, origin, bool(origin.certificate)),
        hsts=_part(_HSTS_WITHIN, origin, bool(origin.certificate)),
        tree_hsts=_part(_HSTS, origin, bool(origin.certificate)),
        tls=_part(_TLS, origin, bool(origin.certificate)),
    )


class _Text(Template):
    """A text in which `@` marks what is filled in, since `$` and braces are nginx's."""

    delimiter = "@"


def _part(part: _Text, origin: Origin, wanted: bool) -> str:
    values = {"certificate": origin.certificate, "certificate_key": origin.certificate_key, "domain": origin.domain}
    return part.substitute(values, onion=origin.onion, name=_name(origin)) if wanted else ""


def _name(origin: Origin) -> str:
    """Return the beginning of this origin's variables, so that several fit into one nginx; short, as it wants names."""
    return "solidary_" + hashlib.sha256(origin.domain.encode()).hexdigest()[:6]


def _onion_beside(origin: Origin) -> str:
    """Return the onion address that readers of the domain are told of."""
    return "" if origin.onion == origin.domain else origin.onion


def _server_name(host: str) -> str:
    return host if len(host) <= LONGEST_PLAIN_NAME else f'"~^{re.escape(host)}$"'


def _addresses(origin: Origin) -> list[str]:
    """Return where to listen: everywhere, or for an onion service only where Tor hands its readers over."""
    hosts = ("127.0.0.1:",) if origin.domain.endswith(".onion") else ("", "[::]:")
    ports = ("80", "443 ssl http2") if origin.certificate else ("80",)
    return [host + port for port in ports for host in hosts]


_CONFIGURATION = _Text("""\
# The public site of @domain for nginx, printed by `solidary nginx`: print it anew rather than editing it.
# Belongs into /etc/nginx/sites-enabled/. Needs Debian's packages nginx and libnginx-mod-http-brotli-static.
# nginx's user (www-data) must be able to read @home/public and @home/static.

# What lies under /assets/ is named by its content; all else is asked for anew, and mostly answered with 304.
map $status$uri $@{name}_caching {
    default "@asked_anew";
    "~^(?:200|206|304)/assets/" "@lasting";
}

map $status $@{name}_allowed {
    default "";
    405 "@methods";
}
@onion_map@tls_maps
server {
@listen
    server_name @names;
@tls
    root "@home/public";
    index index.html;
    absolute_redirect off;
    server_tokens off;
    open_file_cache off;  # else a compressed form could outlive its original

    # No visitor's address is kept. Every line that nginx writes about a request, at whatever level, names who asked;
    # so it writes none. What hinders it from starting is in its main error log, which knows of no requests.
    access_log off;
    error_log /dev/null emerg;

    # No request's body touches the disk.
    client_body_in_file_only off;
    client_max_body_size 1k;

    types {
@types
    }
    default_type @octets;

    # Texts were compressed when they were baked. `gzip_proxied`: also for readers behind a proxy.
    brotli_static on;
    gzip_static on;
    gzip_vary on;
    gzip_proxied any;
    gzip off;

    # These stand once and hold for every file, status and method: no location of the tree may have an add_header of
    # its own, or it would lose them all.
@headers
    add_header Cache-Control $@{name}_caching always;
    add_header Allow $@{name}_allowed always;
@tree_hsts@onion_header
    error_page 403 404 =404 /@missing;

    location / {
        if ($request_method !~ "^(?:@method_pattern)$") {
            return 405;
        }
    }

    # Hidden files, and compressed forms under their own names.
    location ~ "@unserved" {
        return 404;
    }
    location ~ "@sibling$" {
        return 404;
    }

    # The admin's own files: not the site's policy, but that of Django's pages.
    location ^~ /static/ {
        alias "@home/static/";
        add_header X-Content-Type-Options nosniff always;
@hsts        gzip on;
        gzip_types @packed;
    }

    # The admin sends headers of its own. It is told the host and the scheme, and not who asks.
    location ^~ /admin/ {
        proxy_pass http://@upstream;
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Forwarded-For "";
        proxy_set_header X-Real-IP "";
        proxy_set_header Forwarded "";
        proxy_set_header Connection "";
        include /etc/nginx/solidary-admin*.conf;  # if there is one; for example: allow 192.0.2.7; deny all;
        add_header X-Robots-Tag noindex always;
@hsts        client_max_body_size 25m;
        proxy_request_buffering off;  # uploads go through memory, not through a file
        proxy_max_temp_file_size 0;
    }
}
""")

_ONION_MAP = _Text("""
# Tor Browser offers its reader the onion service, unless that is where the reader is.
map $host $@{name}_onion {
    default "http://@onion$request_uri";
    "~\\.onion$" "";
}
""")

_ONION_HEADER = _Text("""\
    add_header Onion-Location $@{name}_onion always;
""")

_TLS_MAPS = _Text("""
# Over TLS, browsers are told to stay with it. Without, they are sent there; an onion service is secure by itself.
map $https $@{name}_hsts {
    default "";
    on "max-age=31536000";
}
map $scheme:$host $@{name}_insecure {
    default "";
    "~^http:(?!.*\\.onion$)" 1;
}
""")

_HSTS = _Text("""\
    add_header Strict-Transport-Security $@{name}_hsts always;
""")
_HSTS_WITHIN = _Text(f"    {_HSTS.template}")

_TLS = _Text("""
    ssl_certificate "@certificate";
    ssl_certificate_key "@certificate_key";
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_tickets off;
    if ($@{name}_insecure) {
        return 301 https://@domain$request_uri;
    }
""")
