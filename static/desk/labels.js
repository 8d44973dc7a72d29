// The labels beside the values of a list on a phone begin with a capital, as the heads of its columns do.
document.addEventListener("DOMContentLoaded", () => {
  for (const { dataset } of document.querySelectorAll("#result_list [data-label]")) {
    dataset.label = dataset.label.charAt(0).toLocaleUpperCase("vi") + dataset.label.slice(1);
  }
});
