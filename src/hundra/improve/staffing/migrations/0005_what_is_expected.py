from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("staffing", "0004_day")]

    operations = [
        migrations.AddField(
            model_name="forecast",
            name="days",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="simulation",
            name="is_outdated",
            field=models.BooleanField(
                default=False, help_text="The roster has been changed since."
            ),
        ),
    ]
