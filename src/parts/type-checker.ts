export { typeChecker } from "../compile/types/type-checker.ts";
