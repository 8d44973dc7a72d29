from django.db import migrations, models

# Whoever puts another file into a row and does not know of pages (the last release; a revision from before) leaves the
# number of the file that was there. Nobody has looked at the new one then.
FORGET = """
CREATE FUNCTION articles_attachment_other_pages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.pages := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER attachment_other_pages BEFORE UPDATE OF file ON articles_attachment FOR EACH ROW
    WHEN (OLD.file <> NEW.file AND OLD.pages = NEW.pages)
    EXECUTE FUNCTION articles_attachment_other_pages();
"""
FORGET_NO_MORE = """
DROP TRIGGER attachment_other_pages ON articles_attachment;
DROP FUNCTION articles_attachment_other_pages();
"""


class Migration(migrations.Migration):
    """How many pages a document has, and whether it is the signed and stamped one. The worker counts the pages of those
    that are there; the index holds only rows that wait for it.
    """

    dependencies = [("articles", "0015_lists_without_rows")]
    operations = [
        migrations.AddField(
            model_name="attachment",
            name="copy_kind",
            field=models.CharField(
                blank=True,
                choices=[("stamped", "bản có dấu đỏ"), ("text", "bản văn bản")],
                db_default="",
                default="",
                help_text=(
                    "Bản chụp (scan) của văn bản đã ký, đóng dấu; hoặc bản văn bản chép chữ, tìm chữ được."
                ),
                max_length=10,
                verbose_name="loại bản",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="pages",
            field=models.PositiveIntegerField(
                editable=False,
                help_text="0: the file does not say; NULL: nobody has looked yet.",
                null=True,
                verbose_name="số trang",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("copy_kind__in", ["", "stamped", "text"])),
                name="attachment_copy_kind_is_known",
                violation_error_message="Hãy chọn loại bản trong danh sách: bản có dấu đỏ hoặc bản văn bản.",
            ),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(condition=models.Q(("pages", None)), fields=["id"], name="attachment_without_pages"),
        ),
        migrations.RunSQL(FORGET, FORGET_NO_MORE),
    ]
