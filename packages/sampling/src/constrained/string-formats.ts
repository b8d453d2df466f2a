/**
 * The formats of JSON Schema that a regex can hold. Each matches a subset of what its standard allows: no leap seconds, no
 * 29 February, the common forms of addresses.
 * @module
 */

const year = "[0-9]{4}";
const monthAndDay = [
  "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])",
  "(0[469]|11)-(0[1-9]|[12][0-9]|30)",
  "02-(0[1-9]|1[0-9]|2[0-8])",
].join("|");
const date = `${year}-(${monthAndDay})`;
const clock = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]";
const time = `${clock}(\\.[0-9]{1,6})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])`;
const byte = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const label = "[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?";
const hostname = `${label}(\\.${label}){1,4}`;
const hex = (count: number) => `[0-9a-f]{${count}}`;

export const stringFormats: Readonly<Record<string, string>> = {
  date,
  time,
  "date-time": `${date}T${time}`,
  duration: "P([0-9]{1,4}D|[0-9]{1,4}W|T[0-9]{1,4}[HMS])",
  uuid: [hex(8), hex(4), hex(4), hex(4), hex(12)].join("-"),
  ipv4: [byte, byte, byte, byte].join("\\."),
  hostname,
  email: `[a-z0-9]{1,20}([._-][a-z0-9]{1,20}){0,3}@${hostname}`,
};
