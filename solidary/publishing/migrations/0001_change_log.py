from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def drop_triggers(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers before the table they write to; they are made after every migration, by a signal."""
    from solidary.publishing.changes import unwatch

    unwatch(schema_editor.connection.alias)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LoggedChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("transaction", models.BigIntegerField()),
                ("table", models.CharField(max_length=63)),
                ("key", models.JSONField(null=True)),
                ("operation", models.CharField(max_length=10)),
                ("old", models.JSONField()),
                ("new", models.JSONField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("transaction__gt", 0)),
                        fields=["transaction", "id"],
                        name="publishing_by_transaction",
                    )
                ],
            },
        ),
        migrations.RunPython(migrations.RunPython.noop, drop_triggers),
    ]
