import type { Body, Term } from "../../ast/nodes.ts";
import type { Build } from "../build.ts";

/** Parses a string of tokens (`../tokens.ts`); throws a SyntaxError that says nothing but that it does not match. */
export function parse(codes: string, options: { readonly startRule: "Module" | "PackageOnly" | "ImportOnly"; readonly build: Build }): void;
export function parse(codes: string, options: { readonly startRule: "Query"; readonly build: Build }): Body;
export function parse(codes: string, options: { readonly startRule: "SingleTerm"; readonly build: Build }): Term;
export class SyntaxError extends Error {}
