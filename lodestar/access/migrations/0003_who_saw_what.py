"""Who saw what can be asked quickly; the chain has its head, and the system its own name, from the start."""

from django.db import migrations, models

from lodestar.access.append_only import restore_triggers


def begin(apps, schema_editor):
    """Make the one head row (two processes must not race to make it) and the system's own account."""
    apps.get_model("access", "ChainHead").objects.get_or_create(id=1, defaults={"hash": "0" * 64})
    apps.get_model("access", "User").objects.get_or_create(
        username="lodestar",
        defaults={
            "name": "Lodestar itself",
            "role": "system-administrator",
            "password": "!",
            "is_active": False,
            "is_system": True,
        },
    )


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_events_are_append_only'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='event',
            name='event_kind_is_known',
        ),
        migrations.AddField(
            model_name='user',
            name='must_change_password',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='event',
            name='at',
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name='event',
            name='by_username',
            field=models.CharField(max_length=80),
        ),
        migrations.AlterField(
            model_name='event',
            name='child_identifier',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['at', 'sequence'], name='event_by_time'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['by_username', 'at', 'sequence'], name='event_by_person'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['child_identifier', 'at', 'sequence'], name='event_by_child'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['kind', 'at', 'sequence'], name='event_by_kind'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['person.signed_in', 'person.signed_out', 'person.sign_in_refused', 'person.locked_out', 'person.unlocked', 'person.added', 'person.changed', 'team.added', 'locality.added', 'person.password_changed', 'person.first_password_given', 'events.read', 'child.viewed', 'children.listed', 'child.added', 'child.described', 'care.started', 'care.ended', 'child.moved', 'legal_status.changed', 'adoption_step.recorded', 'case_role.given', 'case_role.ended', 'school.recorded', 'relationship.recorded', 'record.corrected', 'history.brought_in', 'child.restricted', 'child.unrestricted', 'iro.allocated', 'iro_allocation.ended', 'cover.arranged', 'iro_working_time.set', 'emergency_access.opened', 'review.held', 'review.requested', 'return.imported', 'return.tried', 'held_row.accepted', 'record_quality.viewed'])), name='event_kind_is_known'),
        ),
        # SQLite makes a table anew to change its columns, and its triggers are lost with the old one.
        migrations.RunPython(restore_triggers, migrations.RunPython.noop),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
