import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeSet } from "../values/rego-set.ts";
import type { RegoObject } from "../values/value.ts";
import { renderTemplateBuiltins } from "./render-template.ts";
import type { CallCase } from "./testing/call-table.ts";
import { callBuiltin, checkNothingThrows, failure, makeContext, titled } from "./testing/call-table.ts";

const variables: RegoObject = {
  a: "A<b>",
  n: 42,
  none: null,
  ok: true,
  s: "héllo",
  empty: {},
  o: { b: 1, a: [null, { k: "v" }] },
  xs: [1, "two", null],
};

/** What OPA 1.20.2 makes of templates with these variables. */
const texts: readonly (readonly [template: string, text: string])[] = [
  ["", ""],
  ["}}", "}}"],
  ["{{.a}} {{.n}} {{.none}} {{.ok}} {{.missing}} <no value>", "A<b> 42 <undefined> true <undefined> <undefined>"],
  ["{{.o}} {{.xs}} {{.empty}}", "map[a:[<nil> map[k:v]] b:1] [1 two <nil>] map[]"],
  ["{{.missing.b.c}} {{$.a}} {{(index .o.a 1).k}}", "<undefined> A<b> v"],
  ["{{range .xs}}[{{.}}]{{end}}", "[1][two][<undefined>]"],
  ["{{range $i, $x := .xs}}{{if $i}}, {{end}}{{$i}}={{$x}}{{end}}", "0=1, 1=two, 2=<undefined>"],
  ["{{range $k, $v := .o}}{{$k}};{{end}}{{range .empty}}x{{else}}none{{end}}", "a;b;none"],
  ["{{range 3}}{{.}}{{end}}{{range $i := 2}}{{$i}}{{end}}{{range 1000000000000}}{{break}}{{end}}", "01201"],
  ['{{range .xs}}{{if eq . "two"}}{{continue}}{{end}}{{.}}{{end}}', "1<undefined>"],
  ["{{$x := 0}}{{$i := 0}}{{range $i, $x = .xs}}{{end}}{{$i}}{{$x}}", "2<undefined>"],
  ["{{if .empty}}A{{else if .ok}}B{{else}}C{{end}}", "B"],
  ["{{with .none}}x{{else with .o}}{{.b}}{{end}}{{with $y := .a}}{{$y}}{{end}}", "1A<b>"],
  ["{{$x := 1}}{{if true}}{{$x = 2}}{{$x := 3}}{{$x}}{{end}}{{$x}}", "32"],
  ["a {{- .n -}} b {{- 3}} c {{-3}} {{1 -}} d", "a42b3 c -3 1d"],
  ["a {{- /* x */}} b {{/* y */ -}} c", "a b c"],
  ['{{define "t"}}[{{.}}]{{end}}{{template "t" .n}}{{template "t"}}{{block "u" .a}}<{{.}}>{{end}}', "[42][<undefined>]<A<b>>"],
  ['{{and 1 0 2}} {{or 0 "" 3}} {{not 0}} {{or true (index .xs 9)}} {{1 | or 0}}', "0 3 true true 1"],
  ['{{len .s}} {{len .xs}} {{len .o}} {{len .n}} {{index .s 1}} {{index .o "z"}}', "6 3 2 2 195 <undefined>"],
  ["{{slice .s 1 3}} {{slice .xs 1}} {{slice .xs 0 1 2}}", "é [two <nil>] [1]"],
  ['{{print 1 2 "a" "b" 3}} {{println 1 "a"}}{{print .none .missing nil}}', "1 2ab3 1 a\n<nil> <nil> <nil>"],
  ['{{printf "%d|%v|%q|%T|%T" .n .xs .xs .n 1}}', '%!d(json.Number=42)|[1 two <nil>]|["1" "two" <nil>]|json.Number|int'],
  ['{{printf "%#v" .o}}', 'map[string]interface {}{"a":[]interface {}{interface {}(nil), map[string]interface {}{"k":"v"}}, "b":"1"}'],
  [
    '{{html "<a href=\'x\'>&"}} {{html .missing}} {{js "it\'s <x>=\\n"}}',
    "&lt;a href=&#39;x&#39;&gt;&amp; &lt;no value&gt; it\\'s \\u003Cx\\u003E\\u003D\\u000A",
  ],
  ['{{urlquery "a b&c=é~!*()"}}', "a+b%26c%3D%C3%A9~%21%2A%28%29"],
  [
    '{{eq 1 2 1}} {{ne .n "42"}} {{lt 1 2}} {{le 2 2}} {{gt 1.5 2.5}} {{ge "b" "a"}} {{eq .none nil}}',
    "true false true true false true true",
  ],
  ['{{.a | printf "%s-%s" "x" | len | printf "%03d"}}', "006"],
  ["{{'a'}} {{0x1F}} {{1e3}} {{`raw`}} {{1_000}} {{'\\n'}} {{\"\\x41\\101\\u00e9\\xc3\\xa9\"}}", "97 31 1000 raw 1000 10 AAéé"],
];

const executing = 'executing "template" at';
/** Errors as OPA 1.20.2 words them, without what all begin with. */
const problems: readonly (readonly [template: string, problem: string])[] = [
  ["{{.n.b}}", `1:4: ${executing} <.n.b>: can't evaluate field b in type interface {}`],
  ["é\n {{$x := .n}}{{$x.b}}", `2:17: ${executing} <$x.b>: can't evaluate field b in type json.Number`],
  ["é{{.none.b}}", `1:9: ${executing} <.none.b>: nil pointer evaluating interface {}.b`],
  ["{{range .n}}{{end}}", `1:8: ${executing} <.n>: range can't iterate over 42`],
  ["{{range $i, $j := 3}}{{end}}", `1:18: ${executing} <3>: can't use 3 to iterate over more than one variable`],
  ["{{eq .n 1}}", `1:2: ${executing} <eq .n 1>: error calling eq: incompatible types for comparison: json.Number and int`],
  ["{{eq .xs .xs}}", `1:2: ${executing} <eq .xs .xs>: error calling eq: non-comparable type [1 two <nil>]: []interface {}`],
  ["{{lt .o .o}}", `1:2: ${executing} <lt .o .o>: error calling lt: invalid type for comparison`],
  ["{{index .xs 9}}", `1:2: ${executing} <index .xs 9>: error calling index: index out of range: 9`],
  ['{{index .xs "a"}}', `1:2: ${executing} <index .xs "a">: error calling index: cannot index slice/array with type string`],
  ["{{slice .s 2 1}}", `1:2: ${executing} <slice .s 2 1>: error calling slice: invalid slice index: 2 > 1`],
  ["{{len 3}}", `1:2: ${executing} <len 3>: error calling len: len of type int`],
  ["{{call .n}}", `1:2: ${executing} <call .n>: error calling call: non-function .n of type json.Number`],
  ["{{1 | not 2}}", `1:6: ${executing} <not>: wrong number of args for not: want 1 got 2`],
  ["{{printf .n}}", `1:9: ${executing} <.n>: wrong type for value; expected string; got json.Number`],
  ["{{.n 1}}", `1:2: ${executing} <.n>: n is not a method but has arguments`],
  ["{{1 2}}", `1:2: ${executing} <1>: can't give argument to non-function 1`],
  ["{{nil}}", `1:2: ${executing} <nil>: nil is not a command`],
  ["{{$x = 1}}", `1:7: ${executing} <1>: undefined variable: $x`],
  ['{{template "nope"}}', `1:11: ${executing} <{{template "nope"}}>: template "nope" not defined`],
  ['{{template "template"}}', `1:11: ${executing} <{{template "template"}}>: exceeded maximum template depth (100000)`],
  ["{{$x}}", '1: undefined variable "$x"'],
  ["{{nofunc}}", '1: function "nofunc" not defined'],
  ["{{}}", "1: missing value for command"],
  ["{{.a", "1: unclosed action"],
  ["{{\n.a\n", "3: unclosed action started at template:1"],
  ["{{(1}}", "1: unclosed left paren"],
  ["{{1)}}", "1: unexpected right paren"],
  ["{{1 | 2}}", "1: non executable command in pipeline stage 2"],
  ["{{break}}", "1: {{break}} outside {{range}}"],
  ["{{end}}", "1: unexpected {{end}}"],
  ["{{if .a}}\n{{else}}\n{{else}}{{end}}", "3: expected end; found {{else}}"],
  ["{{if .a}}", "1: unexpected EOF"],
  ["{{.a-b}}", "1: bad character U+002D '-'"],
  ['{{"a}}', "1: unterminated quoted string"],
  ["{{'ab'}}", "1: malformed character constant: 'ab'"],
  ['{{"\\q"}}', "1: invalid syntax"],
  ["{{1.a}}", '1: bad number syntax: "1.a"'],
  ["{{99999999999999999999}}", '1: integer overflow: "99999999999999999999"'],
  ["{{nil.b}}", '1: unexpected . after term "nil"'],
  ['{{define "a"}}1{{end}}{{define "a"}}2{{end}}', '1: template: multiple definition of template "a"'],
  ["{{/* a */ 1}}", "1: comment ends before closing delimiter"],
  ['{{print "thisisaverylongname""x"}}', '1: unexpected "\\"x\\"" in operand'],
];

const name = "strings.render_template";
const cases: readonly CallCase[] = [
  ...texts.map(([template, text]): CallCase => [name, [template, variables], text]),
  ...problems.map(([template, problem]): CallCase => [name, [template, variables], failure(`${name}: template: template:${problem}`)]),
  [name, [1, {}], failure(`${name}: operand 1 must be string but got number`)],
  [name, ["", 1], failure(`${name}: operand 2 must be object but got number`)],
  [name, ["", { a: makeSet([]) }], failure(`${name}: invalid character 's' looking for beginning of value`)],
  [name, ["", { a: "\0" }], failure(`${name}: invalid character 'x' in string escape code`)],
];

describe("strings.render_template", () => {
  test.each(titled(cases))("%s", async (_, builtin, operands, expected) => {
    expect(await callBuiltin(renderTemplateBuiltins, builtin, operands)).toStrictEqual(expected);
  });

  test("a loop counts against the limits", async () => {
    let steps = 0;
    const tick = (count: number): void => {
      steps += count;
      if (steps > 1000) throw new Error("over the limit");
    };
    const context = makeContext({ tick });
    await expect(callBuiltin(renderTemplateBuiltins, name, ["{{range 1000000000000}}{{end}}", {}], context)).rejects.toThrow(
      "over the limit",
    );
  });

  test("nothing throws", async () => {
    const part = fc.constantFrom(
      "{{",
      "}}",
      "{{-",
      "-}}",
      "(",
      ")",
      ".a",
      " ",
      "|",
      "$x",
      ":=",
      "=",
      ",",
      '"',
      "'",
      "`",
      "1",
      "/*",
      "*/",
      "\n",
    );
    const word = fc.constantFrom(
      "if ",
      "else ",
      "end",
      "range ",
      "with ",
      "define ",
      "template ",
      "block ",
      "break",
      "len ",
      "printf ",
      "index ",
      "nil",
    );
    const template = fc.array(fc.oneof(part, word), { maxLength: 25 }).map((parts) => parts.join(""));
    await checkNothingThrows(renderTemplateBuiltins, template, fc.constant("{{(".repeat(3000)), fc.constant("{{if 1}}".repeat(3000)));
  });
});
