/* Times in a page that lies in caches, or stays open over midnight; those of Việt Nam, wherever the reader is.
   time[data-relative][datetime]: how long ago it was, by the rule of `vietnamese.dates.timesince`; the full date stays in
   the title. time[data-today-date]: the date of the utility line, "Thứ Bảy, 21/11/2026". */

const ZONE = "Asia/Ho_Chi_Minh";
const NAMES = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
// en-GB writes 19/11/2026 and 08:47 in every browser; vi-VN has changed its signs between versions.
const parts = (moment, options) => new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, ...options }).format(moment);
const clock = (moment) => parts(moment, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = (moment) => parts(moment, { day: "2-digit", month: "2-digit", year: "numeric" });

/** "Vừa xong", "5 phút trước", "3 giờ trước", "Hôm qua 08:47", "19/11/2026". */
function timesince(moment, now = new Date()) {
  const minutes = Math.floor((now - moment) / 60_000);
  if (minutes < 0) return `${clock(moment)}, ${day(moment)}`;
  if (minutes < 1) return "Vừa xong";
  if (minutes < 60) return `${minutes} phút trước`;
  if (day(moment) === day(now)) return `${Math.floor(minutes / 60)} giờ trước`;
  if (day(moment) === day(new Date(now - 86_400_000))) return `Hôm qua ${clock(moment)}`;
  return day(moment);
}

function relative(element) {
  const moment = new Date(element.dateTime);
  if (Number.isNaN(moment.getTime())) return;
  const text = timesince(moment);
  if (element.textContent !== text) element.textContent = text;
}

function today(element) {
  const [date, month, year] = day(new Date()).split("/");
  const iso = `${year}-${month}-${date}`;
  if (element.dateTime === iso) return;
  element.dateTime = iso;
  element.textContent = `${NAMES[new Date(iso).getUTCDay()]}, ${date}/${month}/${year}`;
}

export default function times(element) {
  const refresh = () => ("todayDate" in element.dataset ? today : relative)(element);
  refresh();
  setInterval(refresh, 60_000);
}
