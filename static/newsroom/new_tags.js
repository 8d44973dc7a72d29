// A word typed among the tags that no tag has becomes a new one: sent as "+word" (newsroom/form/article_form.py).
// Loaded between Select2 and the script of the admin that builds the choosers.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

// Django and the theme each bring a copy of Select2; the second no longer finds the translation by its name.
jQuery.fn.select2.defaults.set("language", {
  ...jQuery.fn.select2.amd.require("select2/i18n/vi"),
  errorLoading: () => "Chưa tải được danh sách. Hãy đóng ô này rồi mở lại.",
  removeAllItems: () => "Bỏ lựa chọn",
});

jQuery.fn.select2.defaults.set("createTag", ({ term }) => {
  const name = term.trim();
  return name ? { id: `+${name}`, text: `${name} (thẻ mới)`, name } : null;
});

// The first entry is the one that Enter takes: the tag that is meant, with or without its marks, else the new one.
jQuery.fn.select2.defaults.set("insertTag", (found, tag) => {
  const meant = found.findIndex(({ text }) => fold(text) === fold(tag.name));
  found.unshift(meant < 0 ? tag : found.splice(meant, 1)[0]);
});
