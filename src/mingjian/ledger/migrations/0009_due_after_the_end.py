from django.db import migrations


def due_again(apps, _schema):
    """Of a matter that has ended, only a limit that binds somebody still has a day; rights and references do not."""
    from mingjian.law.running import references
    from mingjian.ledger.book import book

    matters, clocks = apps.get_model("ledger", "Matter"), apps.get_model("ledger", "Clock")
    never, binding = matters._meta.get_field("due_on").default, clocks.objects.filter(state="running")
    for rule, versions in references(book()).items():
        binding = binding.exclude(rule=rule, version__in=versions)
    ended = matters.objects.filter(closed_on__isnull=False, due_on__lt=never)
    for matter in ended.iterator():
        days = binding.filter(matter=matter, due_on__isnull=False).values_list("due_on", flat=True)
        matters.objects.filter(pk=matter.pk).update(due_on=min(days, default=never))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_soonest_then_oldest")]

    operations = [migrations.RunPython(due_again, migrations.RunPython.noop)]
