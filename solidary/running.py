"""Commands that put the rooms together: preparing a home, serving it, and the demonstration campaign."""

import secrets
import socket
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from solidary.demo.operations import HomeNotEmpty, demo_is_loaded, load_demo
from solidary.front.operations import lay_foundation
from solidary.publishing.bake import BakeFailed, bake
from solidary.publishing.changes import watch
from solidary.publishing.worker import Worker

COORDINATOR = "coordinator"
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def prepare_home() -> None:
    """Bring the home's database to the current shape, with its languages and home pages; quick where it is already."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    watch()
    _close_to_others()
    lay_foundation()


def _close_to_others() -> None:
    """Let nobody but its owner read a database that is a file of this home."""
    database = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and database.is_file():
        database.chmod(0o600)


def in_prepared_home(command: Callable[..., Any]) -> Callable[..., Any]:
    """Prepare the home before a command runs; a database that cannot be used is said in one sentence."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            prepare_home()
        except DatabaseError as error:
            raise click.ClickException(f"The database of {settings.SOLIDARY_HOME} cannot be used: {error}") from error
        return command(*args, **kwargs)

    return run


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen.")
def serve(bind: str) -> None:
    """Serve the public site and the admin, and keep the site baked, in one process."""
    _serve(*_address(bind))


@click.command()
@click.option("--no-serve", is_flag=True, help="Load and bake only.")
@click.option("--bind", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen.")
@click.option("--new-password", is_flag=True, help="Give the coordinator a new password and print it.")
def demo(no_serve: bool, bind: str, new_password: bool) -> None:
    """Load the demonstration campaign into this home, bake it and serve it. Run again, it loses nothing."""
    address = _address(bind)
    if not demo_is_loaded():
        click.echo("Loading the demonstration campaign …")
        try:
            load_demo()
        except HomeNotEmpty as refusal:
            raise click.ClickException(str(refusal)) from refusal
    password = _coordinator_password(anew=new_password)
    try:
        report = bake()
    except BakeFailed as failure:
        raise click.ClickException("The site stays as it was. " + "\n".join(failure.errors)) from failure
    click.echo(f"Baked: {len(report.written)} files written, {report.unchanged} unchanged.")
    _welcome(address, password)
    if not no_serve:
        _serve(*address)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's own management commands, such as createsuperuser or changepassword."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["solidary manage", *arguments])


def _address(bind: str) -> tuple[str, int]:
    host, _, port = bind.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise click.BadParameter(f"{bind!r} is not HOST:PORT, as in 127.0.0.1:8000.", param_hint="--bind")
    return host.strip("[]"), int(port)


def _coordinator_password(*, anew: bool) -> str:
    """Make sure that there is a coordinator; return the password where it is new, else ""."""
    users = get_user_model()
    coordinator = users.objects.filter(username=COORDINATOR).first()
    if coordinator and not anew:
        return ""
    password = secrets.token_urlsafe(12)
    if coordinator is None:
        users.objects.create_superuser(username=COORDINATOR, password=password)
    else:
        coordinator.set_password(password)
        coordinator.save()
    return password


def _welcome(address: tuple[str, int], password: str) -> None:
    root = f"http://{address[0]}:{address[1]}"
    click.echo(f"\n  Site   {root}/\n  Admin  {root}/admin/   user: {COORDINATOR}")
    if password:
        click.echo(f"         password: {password}   (shown once)\n")
    else:
        click.echo("         password: as shown at the first start; --new-password makes another\n")


def _serve(host: str, port: int) -> None:
    """Serve until interrupted. No address of a visitor is logged."""
    import uvicorn

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(f"{host}:{port} cannot be used: {error.strerror}.") from error
    if not settings.SITE_URL.endswith(f":{port}") and settings.SITE_URL.startswith("http://127.0.0.1"):
        click.echo(f"Note: links on the site say {settings.SITE_URL}; set SOLIDARY_SITE_URL to where it is read.")
    if host not in LOOPBACK:
        click.echo("Note: this server is for trying out and small campaigns; put nginx before it on the open net.")
    call_command("collectstatic", verbosity=0, interactive=False)
    worker = Worker()
    worker.start()
    try:
        uvicorn.run("config.asgi:application", host=host, port=port, access_log=False, log_level="warning")
    finally:
        worker.stop()


commands = [serve, demo, manage]
