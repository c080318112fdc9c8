"""The index of search: one table of entries, one of their texts, and each database's own index of the tokens."""

import django.db.models.deletion
from django.db import migrations, models

# Tokens are whole already: everything that isn't ASCII belongs to a token, and nothing is folded.
FTS5 = [
    """CREATE VIRTUAL TABLE newsroom_searchwords USING fts5(
        tokens, content='newsroom_searchtext', content_rowid='entry_id', detail=none, tokenize="ascii tokenchars '_'"
    )""",
    """CREATE TRIGGER newsroom_searchtext_added AFTER INSERT ON newsroom_searchtext BEGIN
        INSERT INTO newsroom_searchwords (rowid, tokens) VALUES (new.entry_id, new.tokens);
    END""",
    """CREATE TRIGGER newsroom_searchtext_removed AFTER DELETE ON newsroom_searchtext BEGIN
        INSERT INTO newsroom_searchwords (newsroom_searchwords, rowid, tokens)
        VALUES ('delete', old.entry_id, old.tokens);
    END""",
    """CREATE TRIGGER newsroom_searchtext_changed AFTER UPDATE ON newsroom_searchtext BEGIN
        INSERT INTO newsroom_searchwords (newsroom_searchwords, rowid, tokens)
        VALUES ('delete', old.entry_id, old.tokens);
        INSERT INTO newsroom_searchwords (rowid, tokens) VALUES (new.entry_id, new.tokens);
    END""",
]
NO_FTS5 = [
    "DROP TRIGGER newsroom_searchtext_added",
    "DROP TRIGGER newsroom_searchtext_removed",
    "DROP TRIGGER newsroom_searchtext_changed",
    "DROP TABLE newsroom_searchwords",
]
# Long texts stand outside the row, so that thousands of rows are walked in little room.
TSVECTOR = [
    "ALTER TABLE newsroom_searchtext SET (toast_tuple_target = 128)",
    "ALTER TABLE newsroom_searchtext ADD COLUMN words tsvector "
    "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(tokens, ' '))) STORED",
    "CREATE INDEX newsroom_searchtext_words ON newsroom_searchtext USING gin (words)",
    # The planner thinks that a look into a long text is cheap, so of common words it would read all the texts.
    "CREATE FUNCTION newsroom_found(tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE "
    "SET enable_seqscan = off SET jit = off "
    "AS 'SELECT entry_id FROM newsroom_searchtext WHERE words @@ $1'",
]
NO_TSVECTOR = ["DROP FUNCTION newsroom_found(tsquery)", "ALTER TABLE newsroom_searchtext DROP COLUMN words"]


def build(apps, schema_editor):
    _run(schema_editor, FTS5 if schema_editor.connection.vendor == "sqlite" else TSVECTOR)


def unbuild(apps, schema_editor):
    _run(schema_editor, NO_FTS5 if schema_editor.connection.vendor == "sqlite" else NO_TSVECTOR)


def _run(schema_editor, statements):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0004_proposal_taken_back")]

    operations = [
        migrations.CreateModel(
            name="FileText",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("text", models.TextField(blank=True, default="")),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.PositiveBigIntegerField()),
                ("part_of", models.PositiveBigIntegerField(null=True)),
                ("language", models.CharField(max_length=2)),
                ("dated_on", models.DateField(null=True)),
                ("themes", models.TextField(blank=True, default="")),
                ("places", models.TextField(blank=True, default="")),
                ("title_tokens", models.TextField(blank=True, default="")),
                ("lead_tokens", models.TextField(blank=True, default="")),
                ("digest", models.CharField(max_length=64)),
                ("analyser", models.CharField(max_length=80)),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["kind", "part_of"], name="search_entry_part")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id", "language"), name="search_entry_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="newsroom.searchentry",
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                ("title", models.TextField(blank=True, default="")),
                ("lead", models.TextField(blank=True, default="")),
                ("body", models.TextField(blank=True, default="")),
                ("tokens", models.TextField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(build, unbuild),
    ]
