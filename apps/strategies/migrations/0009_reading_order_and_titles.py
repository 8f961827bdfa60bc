from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0005_roles_are_asked_for"),
        ("strategies", "0008_element_kind_index"),
    ]

    operations = [
        migrations.AlterField(
            model_name="element",
            name="title",
            field=models.CharField(
                error_messages={"blank": "Write a title."}, max_length=300, verbose_name="title"
            ),
        ),
        migrations.AlterField(
            model_name="historicalelement",
            name="title",
            field=models.CharField(
                error_messages={"blank": "Write a title."}, max_length=300, verbose_name="title"
            ),
        ),
        migrations.AlterField(
            model_name="historicalplan",
            name="title",
            field=models.CharField(
                error_messages={"blank": "Write a title."}, max_length=300, verbose_name="title"
            ),
        ),
        migrations.AlterField(
            model_name="plan",
            name="title",
            field=models.CharField(
                error_messages={"blank": "Write a title."}, max_length=300, verbose_name="title"
            ),
        ),
        migrations.AddIndex(
            model_name="element",
            index=models.Index(fields=["tree_id", "lft"], name="strategies_element_tree_idfb13"),
        ),
    ]
