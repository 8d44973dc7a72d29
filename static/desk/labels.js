// The labels beside the values of a list on a phone begin with a capital, as the heads of its columns do.
document.addEventListener("DOMContentLoaded", () => {
  for (const { dataset } of document.querySelectorAll("#result_list [data-label]")) {
    dataset.label = dataset.label.charAt(0).toLocaleUpperCase("vi") + dataset.label.slice(1);
  }
});

// The theme's scrolling boxes call themselves "scrollable content", all of them.
addEventListener("load", () => {
  for (const box of document.querySelectorAll(".simplebar-content-wrapper[aria-label]")) {
    box.setAttribute("aria-label", box.closest("#nav-sidebar-apps") ? "Danh mục, cuộn được" : "Nội dung, cuộn được");
  }
});
