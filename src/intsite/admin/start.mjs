/** Starts the CMS with a format for each collection. */

import { facts, words } from "./formats.mjs";
// @ts-expect-error  comes from npm, and lies beside this file where it is published
import { init, registerCustomFormat } from "./sveltia-cms.mjs";

const config = await (await fetch("config.json")).json();
for (const { name, path, fields } of config.collections) {
  if (path.endsWith("/facts")) registerCustomFormat(name, "yaml", facts(fields));
  else registerCustomFormat(name, "md", words(fields));
}
init({ config });
