"""The hosts that settings are written for: a module each, from values to text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from macros.publish.hosts import apache, azure_swa, github_pages, netlify, nginx
from macros.publish.hosts.hosted import Host, Hosted, HostFile, Unsuitable

HOSTS: Mapping[str, Host] = MappingProxyType({
    "nginx": Host("nginx", nginx.files),
    "apache": Host("Apache", apache.files),
    "azure-swa": Host("Azure Static Web Apps", azure_swa.files),
    "netlify": Host("Netlify", netlify.files),
    "github-pages": Host("GitHub Pages", github_pages.files, policy_in_pages=True),
})
"""By the name that `build --host` takes."""

__all__ = ["HOSTS", "Host", "HostFile", "Hosted", "Unsuitable"]
