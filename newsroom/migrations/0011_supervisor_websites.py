from django.db import migrations, models

# What the form offered for all languages until now.
FINNISH = "https://www.saavutettavuusvaatimukset.fi"
WEBSITES = {"fi": f"{FINNISH}/", "sv": f"{FINNISH}/sv", "en": f"{FINNISH}/en"}


def spread(apps, schema_editor):
    """The known authority gets its page in each language; another one's only address goes to the main language."""
    for statement in apps.get_model("newsroom", "AccessibilityStatement").objects.all():
        kept = statement.supervisor_website_fi
        is_known = kept.rstrip("/") == FINNISH
        for code, website in (WEBSITES if is_known else {statement.main_language: kept}).items():
            setattr(statement, f"supervisor_website_{code}", website)
        statement.save()


def gather(apps, schema_editor):
    """All languages share one address again."""
    for statement in apps.get_model("newsroom", "AccessibilityStatement").objects.filter(supervisor_website_fi=""):
        statement.supervisor_website_fi = (
            getattr(statement, f"supervisor_website_{statement.main_language}") or WEBSITES["fi"]
        )
        statement.save()


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0010_picture_leaves_media_bank")]

    operations = [
        migrations.RenameField("accessibilitystatement", "supervisor_website", "supervisor_website_fi"),
        *(
            operation(
                "accessibilitystatement",
                f"supervisor_website_{code}",
                models.URLField(blank=True, default="", verbose_name="its website"),
            )
            for operation, code in (
                (migrations.AlterField, "fi"),
                (migrations.AddField, "sv"),
                (migrations.AddField, "en"),
            )
        ),
        migrations.RunPython(spread, gather),
    ]
