/* What a shipped style or script may use: what Chromium 86 has, the WebView of phones from 2020 that get no newer one.
   Which version brought what is MDN's knowledge; only what does no harm where it is unknown is listed here. */

import css from "@eslint/css";
import data from "@mdn/browser-compat-data" with { type: "json" };

const CHROMIUM = 86;

/* A phone without them shows the same page, less finely. */
const HARMLESS = [
  "forced-colors", "forced-color-adjust", "prefers-contrast", // such a system has no such setting
  "print-color-adjust", // beside its -webkit- twin
  "text-underline-offset", "text-decoration-thickness", "text-wrap",
];

/* The version that brought a feature by its own name; Infinity if none did. */
function since(feature) {
  const told = [feature.__compat?.support.chrome ?? []].flat();
  const usable = told.filter((one) => one.version_added && !one.flags && !one.prefix && !one.alternative_name);
  return Math.min(Infinity, ...usable.map((one) => parseFloat(one.version_added.replace("≤", ""))));
}

const isOld = (feature) => since(feature) <= CHROMIUM;
const isYoung = (feature) => !isOld(feature) && since(feature) < Infinity;
const complaint = (name, feature) => `“${name}” came with Chromium ${since(feature)}; ${CHROMIUM} must do`;
const named = (features) => Object.entries(features).filter(([name]) => name !== "__compat");

/* Scripts: no name that an object of then was given later, and none had then. A later object is itself such a name. */

const builtins = named(data.javascript.builtins), interfaces = named(data.api);

function membersOf(object) {
  return named(object).map(([name, member]) => [name.replace(/_(static|event)$/, ""), member]);
}

function members(objects) {
  return objects.filter(([, object]) => isOld(object)).flatMap(([, object]) => membersOf(object));
}

/* What is young among some features by a name that nothing old has. */
function young(features) {
  const old = new Set([...features, ...members(interfaces)].filter(([, one]) => isOld(one)).map(([name]) => name));
  return [...new Map(features.filter(([name, one]) => !old.has(name) && isYoung(one)))];
}

/* Only where they are called: `at` and `with` are good names for what is one's own. */
const methods = young(members(builtins))
  .map(([name, feature]) => ({ selector: `CallExpression[callee.property.name="${name}"]`, message: complaint(name, feature) }));
const properties = young(members(interfaces))
  .map(([property, feature]) => ({ property, message: complaint(property, feature) }));
const globals = young([...builtins, ...interfaces, ...membersOf(data.api.Window)])
  .map(([name, feature]) => ({ name, message: complaint(name, feature) }));

/* Styles: every name in them, looked up. What stands in @supports has been asked for. */

const { "at-rules": atRules, selectors, types } = data.css;
const functions = { ...types, ...types.color };

function unit(name) {
  if (name.startsWith("cq")) return types.length.container_query_length_units;
  return /^[sld]v/.test(name) ? types.length.viewport_percentage_units_dynamic : types.length[name];
}

const oldStyles = {
  create(context) {
    let asked = 0;
    let values = {}; // of the property under way
    function look(node, name, feature) {
      const harmless = asked || HARMLESS.includes(name);
      if (feature && isYoung(feature) && !harmless) context.report({ loc: node.loc, message: complaint(name, feature) });
    }
    const lookUp = (features) => (node) => look(node, node.name, features[node.name]);
    return {
      "Atrule[name='supports']": () => { asked += 1; },
      "Atrule[name='supports']:exit": () => { asked -= 1; },
      Atrule: lookUp(atRules),
      "Feature[kind='media']": lookUp(atRules.media),
      FeatureRange: (node) => look(node, "a range", atRules.media.range_syntax),
      PseudoClassSelector: lookUp(selectors),
      PseudoElementSelector: lookUp(selectors),
      "Rule Rule": (node) => look(node, "nesting", selectors.nesting),
      Declaration(node) {
        look(node, node.property, data.css.properties[node.property]);
        values = HARMLESS.includes(node.property) ? {} : data.css.properties[node.property] ?? {};
      },
      "Declaration Identifier": (node) => look(node, node.name, values[node.name]),
      "Declaration Function": lookUp(functions),
      Dimension: (node) => look(node, node.unit, unit(node.unit)),
    };
  },
};

export default [
  {
    files: ["**/*.js"],
    languageOptions: { sourceType: "script", ecmaVersion: 2021 }, // the grammar of Chromium 85
    rules: {
      "no-restricted-syntax": ["error", ...methods],
      "no-restricted-properties": ["error", ...properties],
      "no-restricted-globals": ["error", ...globals],
    },
  },
  {
    files: ["**/*.css"],
    plugins: { css, site: { rules: { "old-styles": oldStyles } } },
    language: "css/css",
    rules: { "site/old-styles": "error" },
  },
];
