"""The command line: every room's commands, and those that put the rooms together."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec

import click
import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from solidary import __version__


@click.group()
@click.version_option(__version__, prog_name="solidary")
def solidary() -> None:
    """Run a solidarity campaign: facts once, the public site as files, supporters sealed."""


def gather() -> click.Group:
    """Return the command line with the commands of every room."""
    for module in ["solidary.running", *(f"{room}.commands" for room in settings.ROOMS)]:
        if find_spec(module):
            for command in import_module(module).commands:
                _prepare_first(command)
                solidary.add_command(command)
    return solidary


def _prepare_first(command: click.Command) -> None:
    """Let every command find its home prepared; asking for help prepares nothing."""
    from solidary.running import in_prepared_home

    if isinstance(command, click.Group):
        for part in command.commands.values():
            _prepare_first(part)
    elif command.callback and command.name != "manage":
        command.callback = in_prepared_home(command.callback)


def main() -> None:
    """Run one command; what the installation gets wrong is said in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)
    except OSError as error:  # the home: its folder or its keys
        click.echo(f"Error: {error.filename} cannot be used: {error.strerror}.", err=True)
        sys.exit(2)
    gather()(prog_name="solidary")


if __name__ == "__main__":
    main()
