import csv
from pathlib import Path

from django.db import migrations

LIST = Path(__file__).parent.parent / "data" / "municipalities.csv"


def load(apps, schema_editor):
    Place = apps.get_model("newsroom", "Place")
    with LIST.open(encoding="utf-8", newline="") as file:
        Place.objects.bulk_create(
            [
                Place(code=row["code"], name_fi=row["fi"], name_sv=row["sv"] if row["sv"] != row["fi"] else "")
                for row in csv.DictReader(file)
            ],
            ignore_conflicts=True,
        )


def unload(apps, schema_editor):
    apps.get_model("newsroom", "Place").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_initial")]

    operations = [migrations.RunPython(load, unload)]
