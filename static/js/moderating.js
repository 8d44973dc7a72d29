/* [data-comment="12"] in a browser of a moderator: a link from each comment to its place in the queue, where it can be taken
   down. The page is the same for all; the address was kept by the queue (static/comments/queue/public_link.js). */

export const linkingTo = (queue) => ({
  default: (element) => {
    const actions = element.querySelector(":scope > .comment-actions");
    if (!actions) return;
    const link = document.createElement("a");
    link.className = "button button-text button-small";
    link.href = `${queue}?bl=${element.dataset.comment}`;
    link.rel = "nofollow";
    link.textContent = "Duyệt, gỡ";
    const whose = document.createElement("span");
    whose.className = "hidden-text";
    whose.textContent = ` bình luận của ${element.querySelector(".comment-head b")?.textContent ?? "người này"}`;
    link.append(whose);
    actions.append(link);
  },
});
