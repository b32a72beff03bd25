from django.db import migrations


def due_again(apps, _schema):
    """A right or an effect is the day of an open matter only that has no other; of one that has ended, only a limit that binds is."""
    from mingjian.ledger.book import book

    matters, clocks = apps.get_model("ledger", "Matter"), apps.get_model("ledger", "Clock")
    law, never = book(), matters._meta.get_field("due_on").default
    days = {}
    running = clocks.objects.filter(state="running", due_on__isnull=False)
    for matter, rule, version, day in running.values_list("matter", "rule", "version", "due_on").iterator():
        entry = law.find("clocks", rule)
        limit = entry.version(version)
        days.setdefault(matter, []).append((entry.passes(limit), day, entry.binds(limit)))
    dated = matters.objects.filter(due_on__lt=never).values_list("pk", "due_on", "closed_on")
    for matter, day, ended in dated:
        found = [one for one in days.get(matter, []) if ended is None or one[2]]
        due = min(found)[1] if found else never
        if due != day:
            matters.objects.filter(pk=matter).update(due_on=due)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_soonest_then_oldest")]

    operations = [migrations.RunPython(due_again, migrations.RunPython.noop)]
