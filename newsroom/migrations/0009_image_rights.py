from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0008_look"),
    ]

    operations = [
        migrations.RenameField(model_name="image", old_name="rights_until", new_name="use_until"),
        migrations.AddField(
            model_name="image",
            name="consent_note",
            field=models.TextField(
                blank=True,
                default="",
                help_text="Who in the picture has agreed to what, and where the agreement is kept. Never shown to readers.",
                verbose_name="consent",
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="consent_withdrawn_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="consent withdrawn at"),
        ),
        migrations.AddField(
            model_name="image",
            name="consent_withdrawn_note",
            field=models.TextField(blank=True, default="", editable=False, verbose_name="why the consent ended"),
        ),
        migrations.AddField(
            model_name="image",
            name="focal_x",
            field=models.PositiveSmallIntegerField(default=50, verbose_name="focal point from the left, %"),
        ),
        migrations.AddField(
            model_name="image",
            name="focal_y",
            field=models.PositiveSmallIntegerField(default=50, verbose_name="focal point from the top, %"),
        ),
        migrations.AddField(
            model_name="image",
            name="has_alpha",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="image",
            name="in_media_bank",
            field=models.BooleanField(
                default=False,
                help_text="Everybody sees it there at once, even if the text that it belongs to is not out yet.",
                verbose_name="in the media bank",
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="is_decorative",
            field=models.BooleanField(
                default=False,
                help_text="Tells nothing that the text does not say: screen readers pass it by, and it has no alternative text.",
                verbose_name="only decorates",
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="licence",
            field=models.CharField(
                choices=[
                    ("own_pages", "Only on our own pages"),
                    ("press", "Free in news about the subject when the credit is given"),
                    ("cc_by", "CC BY 4.0"),
                    ("cc0", "CC0 1.0: free for every use"),
                ],
                default="own_pages",
                help_text="Under the other licences readers can download the picture in the quality of print.",
                max_length=10,
                verbose_name="licence",
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="show_until",
            field=models.DateField(
                blank=True,
                help_text="At the end of this day the picture leaves every page. Editors are told 30 and 7 days before.",
                null=True,
                verbose_name="may be shown until",
            ),
        ),
        migrations.AlterField(
            model_name="image",
            name="use_until",
            field=models.DateField(
                blank=True,
                help_text="After this day nobody can choose it for anything new. Where it stands, it stays.",
                null=True,
                verbose_name="may be used until",
            ),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="caption_inside",
            field=models.CharField(blank=True, default="", editable=False, max_length=250),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="credit_inside",
            field=models.CharField(blank=True, default="", editable=False, max_length=160),
        ),
        migrations.AlterField(
            model_name="image",
            name="credit",
            field=models.CharField(
                blank=True,
                help_text="The photographer or illustrator. If you leave this empty, it is taken from the file when it says.",
                max_length=160,
                verbose_name="credit",
            ),
        ),
        migrations.AddConstraint(
            model_name="image",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("use_until", None),
                    ("show_until", None),
                    ("use_until__lte", models.F("show_until")),
                    _connector="OR",
                ),
                name="image_shown_as_long_as_used",
                violation_error_message="It can't be chosen for longer than it may be shown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="image",
            constraint=models.CheckConstraint(
                condition=models.Q(("focal_x__lte", 100), ("focal_y__lte", 100)),
                name="image_focus_inside",
                violation_error_message="The focal point is outside the picture: from 0 to 100 per cent.",
            ),
        ),
    ]
