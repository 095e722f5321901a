/** What is wrong with a template or with its evaluation. Thrown inside of the template engine only; `render-template.ts` makes a failure of it. */
export class TemplateError extends Error {}
