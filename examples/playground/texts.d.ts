/** The build puts the text of a policy in the place of its import. */
declare module "*.rego" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: what a file gives that is text only
  export default text;
}
