export { codeGenerator } from "../codegen/source-linker.ts";
