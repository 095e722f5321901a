import type { Random } from "../../policies/random.ts";
import type { Recipes } from "../recipe.ts";
import { forEach, joinParts, quote, quoteAll } from "../recipe.ts";

const instants = [
  ...[
    "0",
    "1",
    "-1",
    "1700000000123456789",
    "1709164800000000000",
    "1711846800000000000",
    "1698541200000000000",
    "-62135596800000000000",
    "253402300799000000000",
    "-6795364578871345152",
  ],
  ...[
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "1e18",
    "1.5",
    "951782400000000000",
    "-2208988800000000000",
    "1234567890000000000",
    "1331423999999999999",
  ],
];
const zones = quoteAll(
  ...[
    "",
    "UTC",
    "Local",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "EST",
    "CET",
    "Etc/GMT+5",
    "Nope/Zone",
    "europe/berlin",
    "../x",
    "Africa/Casablanca",
    "Asia/Tehran",
  ],
);
const layouts = quoteAll(
  ...[
    "RFC3339",
    "RFC3339Nano",
    "RFC1123",
    "RFC1123Z",
    "RFC822",
    "RFC822Z",
    "RFC850",
    "ANSIC",
    "UnixDate",
    "RubyDate",
    "Kitchen",
    "Stamp",
    "StampMilli",
    "StampMicro",
    "StampNano",
    "DateTime",
    "DateOnly",
    "TimeOnly",
    "Layout",
  ],
  ...[
    "2006-01-02",
    "Jan _2 2006 15:04:05.000",
    "Monday, January 2",
    "06-1-2 3:4:5 PM MST",
    "002 __2",
    "-07:00:00 Z0700 Z07",
    "2006-01-02T15:04:05.999999999Z07:00",
    ".00 ,000",
    "",
    "x",
    "Mon Jan",
    "pm",
    "2006é",
  ],
);
const operands = (random: Random): string => {
  switch (random.below(4)) {
    case 0:
      return random.pick(instants);
    case 1:
      return `[${random.pick(instants)}]`;
    default:
      return `[${random.pick(instants)}, ${random.pick(zones)}]`;
  }
};
const badOperands = ["[]", '["a"]', "[1, 2]", '[1, "UTC", "x"]', '["1", "UTC"]', '[0, "UTC", 3]', '[1.5, "UTC"]'];
const steps = ["0", "1", "-1", "12", "13", "29", "-400", "1000", "1.5", "1e10", "9223372036854775807"];
const durations = joinParts([
  "1h",
  "30m",
  "1.5s",
  "-",
  "+",
  "100ms",
  "3us",
  "4µs",
  "5ns",
  "2d",
  "1w",
  "1y",
  "1",
  ".",
  "h",
  "0",
  " ",
  "1e3s",
  ".5h",
  "9999999h",
  "5.",
  "s",
]);
const rfcTexts = quoteAll(
  ...[
    "2024-02-29T12:30:45Z",
    "2024-02-29T12:30:45.123456789+05:30",
    "2023-02-29T00:00:00Z",
    "1970-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z",
    "2024-01-01T24:00:00Z",
    "2024-01-01T00:00:60Z",
    "2024-1-1T00:00:00Z",
  ],
  ...[
    "2024-01-01 00:00:00Z",
    "2024-01-01t00:00:00z",
    "2024-01-01T00:00:00",
    "2024-01-01T00:00:00+2400",
    "2024-01-01T00:00:00+24:00",
    "2024-01-01T00:00:00,5Z",
    "2024-01-01T00:00:00.Z",
    "",
    "x",
    "2262-04-11T23:47:16.854775807Z",
    "2262-04-11T23:47:16.854775808Z",
  ],
  ...[
    "1677-09-21T00:12:43.145224192Z",
    "1677-09-21T00:12:43.145224191Z",
    "2024-13-01T00:00:00Z",
    "2024-00-10T00:00:00Z",
    "2024-01-00T00:00:00Z",
    "2024-04-31T00:00:00Z",
    "2024-01-01T00:00:00.1234567890Z",
    "2024-01-01T00:00:00-00:00",
    "2024-01-01T1:00:00Z",
  ],
  ...["2024-01-01T00:60:00Z", "2024-01-01T00:00:00Z ", "12024-01-01T00:00:00Z", "2024-01-01T00:00:00.5+23:59", "2024-01-01T00:00:00+05:60"],
);
const parsed: readonly (readonly [layout: string, text: string])[] = [
  ["2006-01-02", "2024-02-29"],
  ["2006-01-02", "2024-02-30"],
  ["RFC1123", "Thu, 29 Feb 2024 12:00:00 CET"],
  ["RFC1123Z", "Thu, 29 Feb 2024 12:00:00 +0130"],
  ["RFC822", "29 Feb 24 12:00 PST"],
  ["ANSIC", "Thu Feb  9 12:00:00 2024"],
  ["Kitchen", "3:04PM"],
  ["UnixDate", "Thu Feb 29 12:00:00 GMT+3 2024"],
  ["RFC850", "Thursday, 29-Feb-24 12:00:00 UTC"],
  ["Stamp", "Feb 29 12:00:00"],
  ["2006-002", "2024-366"],
  ["2006-002", "2023-366"],
  ["15:04:05.000", "12:00:00.123"],
  ["15:04:05", "12:00:00.5"],
  ["2006 MST", "2024 ABCD"],
  ["2006 -07", "2024 +05"],
  ["2006 Z07:00:00", "2024 -01:02:03"],
  ["Jan 2 2006 3pm", "may 5 2024 11am"],
  ["January 2006", "Sept 2024"],
  ["Monday", "Tuesday"],
  ["", ""],
  ["x", "y"],
  ["2006-01-02x", "2024-01-01"],
  ["2006-01-02", "2024-01-01 extra"],
  ["06", "69"],
  ["06", "68"],
  ["_2 Jan", " 5 Feb"],
  ["DateTime", "2024-01-01 10:20:30"],
];

export const timeRecipes: Recipes = {
  ...forEach(["time.clock", "time.date", "time.weekday"], { operands: [operands], calls: badOperands.map((operand) => [operand]) }),
  "time.diff": { operands: [operands, operands], calls: badOperands.map((operand) => [operand, "0"]) },
  "time.add_date": { operands: [instants, steps, steps, steps] },
  "time.format": {
    operands: [
      (random) => (random.chance(0.3) ? operands(random) : `[${random.pick(instants)}, ${random.pick(zones)}, ${random.pick(layouts)}]`),
    ],
    calls: [...badOperands.map((operand) => [operand]), ['[0, "UTC", "RFC3339", "x"]']],
  },
  "time.parse_duration_ns": { operands: [durations] },
  "time.parse_rfc3339_ns": { operands: [rfcTexts] },
  "time.parse_ns": {
    operands: [layouts, [...rfcTexts.slice(0, 6), ...parsed.map(([, text]) => quote(text))]],
    calls: parsed.map(([layout, text]) => [quote(layout), quote(text)]),
  },
};
