import type { BuiltinGroup } from "../group.ts";
import { renderTemplateBuiltins } from "../render-template.ts";

/** `strings.render_template`. */
export const renderTemplate: BuiltinGroup = { name: "render-template", builtins: renderTemplateBuiltins };
