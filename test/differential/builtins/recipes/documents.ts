import type { Recipes } from "../recipe.ts";
import { forEach, literal } from "../recipe.ts";

const documents = [
  ...[
    '{"a": {"b": 1, "c": [1, {"d": 2}]}, "e": "f"}',
    '{"a": [1, 2, 3]}',
    "{}",
    '{"a": {"b": {"c": 7, "d": 8}}, "1": "one"}',
    '{"a/b": 1, "m~n": 2, "": 0}',
  ],
  ...['{1: {"x": 2}, "s": {"x", "y"}}', '{"s": {1, 2, 3}, "o": {"k": null}}'],
];
const paths = [
  ...[
    '"a"',
    '"a/b"',
    '"/a/b"',
    '"a/c/1/d"',
    '["a", "c"]',
    '["a", "c", 1]',
    '["a", "c", "1", "d"]',
    '"e"',
    '"zz/y"',
    '""',
    "[]",
    '["s", "x"]',
    '"a~1b"',
    '"m~0n"',
    '["a/b"]',
  ],
  ...['["a", 0]', '"a/-"', "[1]", '["1"]', '["a", {"b": 1}]'],
];
const pathSets = [
  '["a/b"]',
  '{"a/b", "e"}',
  '[["a", "c"], "e"]',
  "[]",
  "set()",
  '["a", "a/b"]',
  '["", "zz"]',
  "[1]",
  '{["s", "x"]}',
  '["a/c/0", "a/c/1/d"]',
  '[["a"], ["a", "b"]]',
];
const patches = [
  ...["add", "replace", "test"].flatMap((op) =>
    ["/a", "/a/b", "/a/-", "/a/0", "/zz/y", "", "a/b", "/s/x", "/a~1b"].map((path) => ({ op, path, value: 9 })),
  ),
  ...["/a", "/a/0", "/zz", "", "/s/x"].map((path) => ({ op: "remove", path })),
  ...["copy", "move"].flatMap((op) => [
    { op, from: "/a", path: "/copied" },
    { op, from: "/zz", path: "/x" },
    { op, from: "/a", path: "/a/b" },
    { op, path: "/a" },
  ]),
  ...[{ op: "nope", path: "/a" }, { op: "add", path: "/a" }, { path: "/a" }, { op: "add", value: 1 }, { op: 1, path: "/a", value: 1 }],
  ...[
    { op: "add", path: ["a", "x"], value: 1 },
    { op: "add", path: ["s", "x"], value: "x" },
    { op: "test", path: "/e", value: "f" },
  ],
].map((patch) => `[${literal(patch)}]`);
const objects = [
  '{"a": 1, "b": {"c": 2}}',
  '{"a": {"x": 1}, "c": 3}',
  "{}",
  '{1: "x", [2]: "y"}',
  '{"b": {"c": {"d": 1}}}',
  '{"a": null}',
  '{"b": 5, true: {1}}',
];
const keys = ['["a", "c"]', '{"a"}', '{"a": 1}', "[]", "set()", "{}", "[1, [2]]", '["zz"]', '{"b", 1}', '"a"', "{[2], null}"];

const graphs = [
  ...[
    '{"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}',
    '{"a": {"b"}, "b": {"a", "c"}, "c": set()}',
    "{}",
    '{"a": ["a"]}',
    '{"a": null, "b": "x", "c": 1}',
  ],
  ...["{1: [2, 3], 2: [1], 3: []}", '{"a": ["b"], "b": ["c"]}', '{"a": ["b", "b"], "b": [["x"]]}', '{"a": {"b": "c"}}'],
];
const starts = ['["a"]', '{"a"}', "[]", "set()", '["zz"]', '{"a", "c"}', "[1]", "{1, 2}", '["b", "a"]', '{"zz", "a"}'];

export const documentRecipes: Recipes = {
  ...forEach(["json.filter", "json.remove"], { operands: [documents, pathSets] }),
  "json.patch": {
    operands: [documents, patches],
    calls: [
      [
        documents[0] ?? "",
        '[{"op": "add", "path": "/x", "value": 1}, {"op": "move", "from": "/x", "path": "/y"}, {"op": "test", "path": "/y", "value": 1}]',
      ],
      ["[1, [2, 3]]", '[{"op": "add", "path": "/1/0", "value": "x"}, {"op": "remove", "path": "/0"}]'],
      ['{"a", "b"}', '[{"op": "remove", "path": ["a"]}, {"op": "add", "path": ["c"], "value": "c"}]'],
      ["1", '[{"op": "replace", "path": "", "value": 2}]'],
      [documents[0] ?? "", "[1]"],
      [documents[0] ?? "", "[]"],
    ],
  },
  "object.get": {
    operands: [
      [...documents, ...objects],
      [...paths, "1", "null", "true"],
      ["null", '"none"', "0"],
    ],
  },
  ...forEach(["object.filter", "object.remove"], { operands: [objects, keys] }),
  "object.union": { operands: [objects, objects] },
  "object.union_n": {
    operands: [(random) => `[${random.repeat(random.below(4), () => random.pick(objects)).join(", ")}]`],
    calls: [["[1]"], ['[{"a": 1}, [2]]']],
  },
  "object.subset": {
    operands: [
      [...objects, ...documents, "[1, 2, 3]", "{1, 2, 3}", '[{"a": 1}, 2]'],
      [...objects, "[2, 3]", "[1, 3]", "{1}", "[]", "set()", "{2, 9}", '{"a": {"b": 1}}', '[{"a": 1}]'],
    ],
  },
  "graph.reachable": { operands: [graphs, starts] },
  "graph.reachable_paths": { operands: [graphs, starts] },
  "array.slice": {
    operands: [
      ["[]", "[1]", "[1, 2, 3, 4]", '["a", ["b"]]'],
      ["0", "1", "-1", "2", "5", "1.5", "1.0", "9223372036854775808"],
      ["0", "1", "3", "-2", "10", "2.5"],
    ],
  },
};
