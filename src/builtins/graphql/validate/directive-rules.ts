import type { Rule } from "./rule.ts";

export const knownDirectives: Rule = ({ report }) => {
  const seen = new Set<string>();
  return {
    directive: ({ directive, definition, location }) => {
      const { name, position } = directive;
      if (definition === undefined) {
        report(`Unknown directive "@${name}".`, position);
        return;
      }
      if (definition.locations.includes(location)) return;
      // Fragments are walked wherever they are spread.
      const place = `${name}:${position?.line}:${position?.column}`;
      if (!seen.has(place)) report(`Directive "@${name}" may not be used on ${location}.`, position);
      seen.add(place);
    },
  };
};

export const uniqueDirectivesPerLocation: Rule = ({ report }) => ({
  directiveList: (uses) => {
    const seen = new Set<string>();
    for (const { directive, definition } of uses) {
      if (definition?.isRepeatable !== true && seen.has(directive.name)) {
        report(`The directive "@${directive.name}" can only be used once at this location.`, directive.position);
      }
      seen.add(directive.name);
    }
  },
});
