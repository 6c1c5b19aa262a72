/**
 * Whether an office is open: what was worked out when the site was built, looked up at the county's own time,
 * wherever the reader's clock thinks it is.
 *
 * @typedef {"open" | "appointment"} State
 * @typedef {{ start: number, end: number, state: State }} Stretch in minutes; on a timeline since 1970 or of a day
 * @typedef {{ stretches: Stretch[], isHoliday: boolean }} Day
 * @typedef {{ first: number, last: number, week: Day[], days: Map<number, Day> }} Plan days are numbers since 1970
 * @typedef {{ state: State | "closed", until: number, isHoliday: boolean, next: number }} Status
 *   `until` is endless when nothing changes; `next` when nothing opens
 */

const DAY = 1440;
const SOON = 30;
const AGAIN = 20_000;
const COUNTY = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Berlin",
  calendar: "gregory",
  numberingSystem: "latn",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

/**
 * Say whether it is open, and keep it true while the page is open.
 *
 * @param {HTMLElement} root its data attributes hold the plan and every text in the page's language
 */
export default function opennow(root) {
  const plan = read(root.dataset);
  const show = () => {
    const now = minutes(new Date());
    const status = statusAt(plan, now);
    root.hidden = !status;
    if (status) write(root, status, now);
  };
  show();
  setInterval(show, AGAIN);
}

/**
 * The plan as the page holds it.
 *
 * @param {DOMStringMap} data
 * @returns {Plan}
 */
export function read(data) {
  const pairs = (data.days ?? "").split(";").filter(Boolean);
  return {
    first: dayNumber(data.first ?? ""),
    last: dayNumber(data.last ?? ""),
    week: (data.week ?? "").split(";").map(day),
    days: new Map(pairs.map((pair) => [dayNumber(pair.slice(0, 10)), day(pair.slice(11))])),
  };
}

/** @param {string} written `480-720,840-1020a`, or `h` */
function day(written) {
  const isHoliday = written === "h";
  const stretches = isHoliday || !written ? [] : written.split(",").map(stretch);
  return { stretches, isHoliday };
}

/**
 * @param {string} written
 * @returns {Stretch}
 */
function stretch(written) {
  const [start = 0, end = 0] = written.replace("a", "").split("-").map(Number);
  return { start, end, state: written.endsWith("a") ? "appointment" : "open" };
}

/** @param {string} date `2026-12-24` */
function dayNumber(date) {
  return Date.parse(`${date}T00:00:00Z`) / (DAY * 60_000);
}

/**
 * Minutes since 1970 on the clocks of the county.
 *
 * @param {Date} moment
 */
export function minutes(moment) {
  const parts = Object.fromEntries(COUNTY.formatToParts(moment).map(({ type, value }) => [type, value]));
  return (
    dayNumber(`${parts.year}-${parts.month}-${parts.day}`) * DAY +
    Number(parts.hour) * 60 +
    Number(parts.minute)
  );
}

/**
 * What holds at a minute; nothing when the plan does not reach there.
 *
 * @param {Plan} plan
 * @param {number} now
 * @returns {Status | undefined}
 */
export function statusAt(plan, now) {
  const today = Math.floor(now / DAY);
  if (today < plan.first || today > plan.last) return undefined;
  const { isHoliday } = dayOf(plan, today);
  const coming = timeline(plan, today, now);
  const current = coming.find(({ start }) => start <= now);
  const later = coming.filter(({ start }) => start > now);
  const next = later.find(({ state }) => state === "open")?.start ?? Number.POSITIVE_INFINITY;
  if (current) return { state: current.state, until: current.end, isHoliday, next };
  const onlyByAppointment = later.length > 0 && next === Number.POSITIVE_INFINITY;
  const until = later[0]?.start ?? Number.POSITIVE_INFINITY;
  if (onlyByAppointment) return { state: "appointment", until: Number.POSITIVE_INFINITY, isHoliday, next };
  return { state: "closed", until, isHoliday, next };
}

/**
 * @param {Plan} plan
 * @param {number} number
 */
function dayOf(plan, number) {
  // 1 January 1970 was a Thursday; weeks begin on Monday.
  return plan.days.get(number) ?? /** @type {Day} */ (plan.week[(number + 3) % 7]);
}

/**
 * The stretches that are not over, with those that go on past midnight in one piece.
 *
 * @param {Plan} plan
 * @param {number} today
 * @param {number} now
 */
function timeline(plan, today, now) {
  /** @type {Stretch[]} */
  const joined = [];
  for (let number = today; number <= plan.last; number += 1) {
    for (const { start, end, state } of dayOf(plan, number).stretches) {
      const before = joined.at(-1);
      const begins = number * DAY + start;
      if (before?.end === begins && before.state === state) before.end = number * DAY + end;
      else joined.push({ start: begins, end: number * DAY + end, state });
    }
  }
  const end = (plan.last + 1) * DAY;
  for (const part of joined) if (part.end === end) part.end = Number.POSITIVE_INFINITY;
  return joined.filter((part) => part.end > now);
}

/**
 * @param {HTMLElement} root
 * @param {Status} status
 * @param {number} now
 */
function write(root, status, now) {
  const texts = root.dataset;
  const isClosing = status.state === "open" && status.until - now <= SOON;
  const isKnown = Number.isFinite(status.until);
  let text = texts.closed;
  if (isClosing) text = texts.closing;
  else if (status.state === "open") text = isKnown ? texts.openUntil : texts.open;
  else if (status.state === "appointment") text = isKnown ? texts.appointmentUntil : texts.appointment;
  else if (status.isHoliday) text = texts.holiday;
  const state = document.createElement("strong");
  state.className = "opennow__state";
  state.append(...filled(text ?? "", { time: clock(root, status.until, now) }));
  root.dataset.state = isClosing ? "closing" : status.state;
  root.replaceChildren(state);
  if (status.state === "open" || !Number.isFinite(status.next)) return;
  const next = document.createElement("span");
  next.append(
    ...filled(texts.next ?? "", {
      day: dayName(root, status.next, now),
      time: clock(root, status.next, status.next),
    }),
  );
  root.append(" ", next);
}

/**
 * A text with its places filled in.
 *
 * @param {string} text
 * @param {Record<string, string | Node>} values
 */
function filled(text, values) {
  return text.split(/(\{\w+\})/).map((part) => values[part.slice(1, -1)] ?? part);
}

/**
 * A time of day that keeps its order in every direction of writing, with the day when that is not soon.
 *
 * @param {HTMLElement} root
 * @param {number} minute
 * @param {number} now
 */
function clock(root, minute, now) {
  const whole = document.createElement("span");
  if (!Number.isFinite(minute)) return whole;
  const time = document.createElement("bdi");
  time.dir = "ltr";
  const [hours, rest] = [Math.floor((minute % DAY) / 60), minute % 60];
  const digits = new Intl.NumberFormat("en", { numberingSystem: numbering(), minimumIntegerDigits: 2 });
  time.textContent = `${digits.format(hours)}:${digits.format(rest)}`;
  if (minute - now >= DAY) whole.append(dayName(root, minute, now), root.dataset.comma ?? ", ");
  whole.append(time);
  return whole;
}

/**
 * @param {HTMLElement} root
 * @param {number} minute
 * @param {number} now
 */
function dayName(root, minute, now) {
  const number = Math.floor(minute / DAY);
  const ahead = number - Math.floor(now / DAY);
  if (ahead < 2) return (ahead ? root.dataset.tomorrow : root.dataset.today) ?? "";
  /** @type {Intl.DateTimeFormatOptions} */
  const options = { timeZone: "UTC", calendar: "gregory", numberingSystem: numbering(), weekday: "long" };
  if (ahead > 6) Object.assign(options, { day: "numeric", month: "long" });
  // A browser that does not know the language would name the day in its own.
  if (!Intl.DateTimeFormat.supportedLocalesOf(document.documentElement.lang).length) {
    const day = new Date(number * DAY * 60_000);
    return `${day.getUTCDate()}.${day.getUTCMonth() + 1}.`;
  }
  return new Intl.DateTimeFormat(document.documentElement.lang, options).format(number * DAY * 60_000);
}

/** The digits of the page, as CLDR calls them. */
function numbering() {
  return document.documentElement.dataset.numbering ?? "latn";
}
