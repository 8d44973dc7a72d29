// Rows that a field chooses from open in a window of their own (templates/unfold/widgets/related_widget_wrapper.html). One
// that is open already comes to the front instead of being loaded anew: something may be typed into it.
{
  const SIZE = "height=768,width=1024,resizable=yes,scrollbars=yes";
  const opened = new Map();

  /** The name by which the theme's script finds the field again, once that window has saved. */
  function nameOf(link) {
    const isWindow = document.getElementsByName("_popup").length > 0;
    const depth = isWindow ? Number(/__(\d+)$/.exec(window.name)?.[1] ?? 0) : 0;
    return `${link.id.replace(/^(add|change)_/, "")}__${depth + 1}`;
  }

  function followed(event) {
    const link = event.target.closest?.(".related-widget-wrapper-link[data-popup][href]");
    if (!link) return;
    event.stopPropagation(); // the theme's own script hears of it further down
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const name = nameOf(link);
    if (opened.get(name)?.closed !== false) opened.set(name, window.open(link.dataset.window ?? link.href, name, SIZE));
    opened.get(name)?.focus();
  }

  document.addEventListener("click", followed, { capture: true });
}
