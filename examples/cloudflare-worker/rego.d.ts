/** Bundlers hand over Rego as the text of the file. */
declare module "*.rego" {
  const text: string;
  export default text;
}
