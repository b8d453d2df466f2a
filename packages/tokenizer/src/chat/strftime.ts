/**
 * Dates as Python's strftime writes them, for templates that put today's date into the prompt.
 * @module
 */

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = [
  ...["January", "February", "March", "April", "May", "June", "July"],
  ...["August", "September", "October", "November", "December"],
];

/**
 * Writes a date in local time and English.
 * @throws RangeError for a directive that is not known here
 * @example strftime("%d %b %Y", new Date(2024, 6, 26)); // => "26 Jul 2024"
 */
export function strftime(format: string, date: Date): string {
  return format.replace(/%(-?)(.|$)/gsu, (whole, dash: string, directive: string) => {
    const text = directiveText(directive, date);
    if (text === undefined) {
      throw new RangeError(`strftime_now: "${whole}" in ${JSON.stringify(format)} is not supported.`);
    }
    // "%-d" leaves out leading zeros
    return dash ? text.replace(/^0+(?=\d)/, "") : text;
  });
}

function directiveText(directive: string, date: Date): string | undefined {
  const two = (number: number) => String(number).padStart(2, "0");
  const hour12 = date.getHours() % 12 || 12;
  switch (directive) {
    case "a":
      return days[date.getDay()].slice(0, 3);
    case "A":
      return days[date.getDay()];
    case "b":
      return months[date.getMonth()].slice(0, 3);
    case "B":
      return months[date.getMonth()];
    case "d":
      return two(date.getDate());
    case "e":
      return String(date.getDate()).padStart(2, " ");
    case "F":
      return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
    case "H":
      return two(date.getHours());
    case "I":
      return two(hour12);
    case "j":
      return String(dayOfYear(date)).padStart(3, "0");
    case "m":
      return two(date.getMonth() + 1);
    case "M":
      return two(date.getMinutes());
    case "p":
      return date.getHours() < 12 ? "AM" : "PM";
    case "S":
      return two(date.getSeconds());
    case "T":
      return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
    case "w":
      return String(date.getDay());
    case "y":
      return two(date.getFullYear() % 100);
    case "Y":
      return String(date.getFullYear());
    case "%":
      return "%";
    default:
      return undefined;
  }
}

function dayOfYear(date: Date): number {
  const midnights = [new Date(date.getFullYear(), 0, 1), new Date(date.getFullYear(), date.getMonth(), date.getDate())];
  return Math.round((Number(midnights[1]) - Number(midnights[0])) / 86_400_000) + 1; // days of 23 or 25 hours round
}
