// Reads calendars (a JSON list of texts) and answers, for each, what ical.js in strict mode finds wrong (faults), or
// when its events start in seconds since 1970 (starts): the third argument says which.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]).href);
ICAL.design.strict = true;

const REQUIRED = { vcalendar: ["version", "prodid"], vevent: ["uid", "dtstamp"], vtimezone: ["tzid"], valarm: ["action", "trigger"] };

function walk(component, path, errors) {
  const here = `${path}/${component.name}`;
  for (const name of REQUIRED[component.name] ?? []) {
    const count = component.getAllProperties(name).length;
    if (count !== 1) errors.push(`${here}: ${name} ${count} times`);
  }
  for (const property of component.getAllProperties()) {
    const known = property.name.startsWith("x-") || property.name in ICAL.design.icalendar.property || RFC7986.has(property.name);
    if (!known) errors.push(`${here}: unknown property ${property.name}`);
    for (const value of property.getValues()) {
      if (value instanceof ICAL.Time && Number.isNaN(value.toUnixTime())) errors.push(`${here}: ${property.name} is no time`);
    }
    const zone = property.getParameter("tzid");
    if (zone && !component.getTimeZoneByID(zone)) errors.push(`${here}: ${property.name} names the unknown zone ${zone}`);
  }
  for (const child of component.getAllSubcomponents()) walk(child, here, errors);
}

const RFC7986 = new Set(["name", "refresh-interval", "source", "color", "image", "conference"]);

function faults(text) {
  const errors = [];
  try {
    const calendar = new ICAL.Component(ICAL.parse(text));
    if (calendar.name !== "vcalendar") return [`the root is ${calendar.name}`];
    walk(calendar, "", errors);
    for (const component of calendar.getAllSubcomponents("vevent")) {
      const event = new ICAL.Event(component);
      if (event.duration.toSeconds() <= 0) errors.push(`${event.uid}: does not end after it starts`);
    }
    const again = new ICAL.Component(ICAL.parse(calendar.toString()));
    if (JSON.stringify(again.toJSON()) !== JSON.stringify(calendar.toJSON())) errors.push("a second reading differs from the first");
  } catch (error) {
    errors.push(`${error.name}: ${error.message}`);
  }
  return errors;
}

function starts(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((event) => event.getFirstPropertyValue("dtstart").toUnixTime());
}

const READINGS = { faults, starts };
const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map(READINGS[process.argv[3]])));
