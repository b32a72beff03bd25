from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SetAside",
            fields=[
                ("name", models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name="信封")),
                ("why", models.CharField(max_length=10, verbose_name="原因")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
        ),
    ]
