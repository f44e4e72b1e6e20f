"""The command line: every room's commands, and those that put the rooms together."""

import os
import sys
from copy import copy
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
                solidary.add_command(_prepared(command))
    return solidary


def _prepared(command: click.Command) -> click.Command:
    """Return a command that finds its home prepared; asking for help prepares nothing."""
    from solidary.running import in_prepared_home

    made = copy(command)
    if isinstance(made, click.Group):
        made.commands = {name: _prepared(part) for name, part in made.commands.items()}
    elif made.callback and made.name != "manage":
        made.callback = in_prepared_home(made.callback)
    return made


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
