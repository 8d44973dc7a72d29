// The labels beside the values of a list on a phone begin with a capital, as the heads of its columns do.
document.addEventListener("DOMContentLoaded", () => {
  for (const { dataset } of document.querySelectorAll("#result_list [data-label]")) {
    dataset.label = dataset.label.charAt(0).toLocaleUpperCase("vi") + dataset.label.slice(1);
  }
  // The column in which rows of a form are taken away has no head.
  for (const head of document.querySelectorAll(".inline-group thead th, [data-inline-formset] thead th")) {
    if (head.textContent.trim() || head.getAttribute("aria-label")) continue;
    const words = document.createElement("span");
    words.className = "desk-unseen";
    words.textContent = "Bỏ dòng";
    head.append(words);
  }
});

// The theme's scrolling boxes call themselves "scrollable content", all of them.
addEventListener("load", () => {
  for (const box of document.querySelectorAll(".simplebar-content-wrapper[aria-label]")) {
    box.setAttribute("aria-label", box.closest("#nav-sidebar-apps") ? "Danh mục, cuộn được" : "Nội dung, cuộn được");
  }
});
