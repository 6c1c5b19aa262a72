/**
 * Formats for files of intsite, with which nothing is lost that a form does not show.
 *
 * The CMS takes a dot in a name for a step into what the name stands for, and a field holds either a text or something
 * with parts. So dots in names are written otherwise while a file is open, and what has parts where a form asks for a
 * text is shown as YAML: `{number: 030 23125 100, label: switchboard}`. As for intsite, every value is a text.
 */

// @ts-expect-error  comes from npm, and lies beside this file where it is published
import { dump, FAILSAFE_SCHEMA, load } from "./js-yaml.mjs";

const DOT = "\u2024";
const FRONT_MATTER = /^\uFEFF?---\n(?:([\s\S]*?)\n)?---[ \t]*(?:\n|$)([\s\S]*)$/;

/**
 * @typedef {{name: string, widget: string, multiple?: boolean, field?: Field, fields?: Field[]}} Field
 * @typedef {{[name: string]: any}} Values
 */

/** @param {string} text */
const read = (text) => load(text, { schema: FAILSAFE_SCHEMA });

/** @param {unknown} value @param {number} flowLevel */
const write = (value, flowLevel) => dump(value, { schema: FAILSAFE_SCHEMA, flowLevel, lineWidth: -1 });

/** @param {unknown} value */
const hasParts = (value) => typeof value === "object" && value !== null;

/** @param {unknown} value @param {(name: string) => string} rename @returns {any} */
function renamed(value, rename) {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (!hasParts(value)) return value;
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([name, part]) => [rename(name), renamed(part, rename)]),
  );
}

/** The values as the fields of a form can hold them. @param {Values} values @param {Field[]} fields @returns {Values} */
function shown(values, fields) {
  const result = { ...values };
  for (const field of fields) {
    if (field.name in result) result[field.name] = shownValue(result[field.name], field);
  }
  return result;
}

/** @param {any} value @param {Field} field @returns {any} */
function shownValue(value, field) {
  if (field.widget === "object") return hasParts(value) ? shown(value, field.fields ?? []) : value;
  if (field.widget === "list" || field.multiple) {
    const items = Array.isArray(value) ? value : [value];
    const one = field.field ?? { ...field, multiple: false, widget: field.fields ? "object" : "string" };
    return items.map((item) => shownValue(item, one));
  }
  return hasParts(value) ? write(value, 0).trim() : value;
}

/**
 * What a form gives as values of a file: texts, and nothing that is empty.
 * @param {any} value @param {(text: string) => unknown} taken @returns {any}
 */
function given(value, taken) {
  if (Array.isArray(value))
    return value.map((item) => given(item, taken)).filter((item) => item !== undefined);
  if (hasParts(value)) {
    const parts = Object.entries(value).map(([name, part]) => [name, given(part, taken)]);
    const left = parts.filter(([, part]) => part !== undefined);
    return left.length ? Object.fromEntries(left) : undefined;
  }
  if (value === null || value === undefined || value === "") return undefined;
  return taken(String(value));
}

/** YAML that a field shows or somebody wrote there, or the text if it is none. @param {string} text */
function withParts(text) {
  if (!/^[[{]/.test(text)) return text;
  try {
    const value = read(text);
    return hasParts(value) ? value : text;
  } catch {
    return text;
  }
}

/** @param {string} text @param {Field[]} fields */
const opened = (text, fields) =>
  shown(
    renamed(read(text) ?? {}, (name) => name.replaceAll(".", DOT)),
    fields,
  );

/** @param {Values} values @param {(text: string) => unknown} taken */
const saved = (values, taken) => {
  const named = renamed(values, (name) => name.replaceAll(DOT, "."));
  // On lines of their own: in braces, libyaml does not take every text without quotes that js-yaml writes so.
  return write(given(named, taken) ?? {}, -1);
};

/** @param {Field[]} fields */
export const facts = (fields) => ({
  /** @param {string} text */
  fromFile: (text) => opened(text, fields),
  /** @param {Values} values */
  toFile: (values) => saved(values, withParts),
});

/** Sentences may begin with a bracket, so nothing in words is taken for YAML. @param {Field[]} fields */
export const words = (fields) => ({
  /** @param {string} text */
  fromFile: (text) => {
    const [, front, body] = FRONT_MATTER.exec(text.replaceAll("\r\n", "\n")) ?? ["", "", text];
    return { ...opened(front ?? "", fields), body: body.replace(/^\n+/, "") };
  },
  /** @param {Values} values */
  toFile: ({ body, ...values }) => `---\n${saved(values, (text) => text)}---\n\n${body ?? ""}`,
});
