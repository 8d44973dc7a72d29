/* time[data-today-date]: the date of the utility line, "Thứ Bảy, 21/11/2026", kept right in a page from a cache
   and in one that stays open over midnight. The date of Việt Nam, wherever the reader is. */

import { day } from "./times.js";

const NAMES = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

export default function today(element) {
  const refresh = () => {
    const [date, month, year] = day(new Date()).split("/");
    const iso = `${year}-${month}-${date}`;
    if (element.dateTime === iso) return;
    element.dateTime = iso;
    element.textContent = `${NAMES[new Date(iso).getUTCDay()]}, ${date}/${month}/${year}`;
  };
  refresh();
  setInterval(refresh, 60_000);
}
