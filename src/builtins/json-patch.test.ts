import { expect, it } from "vitest";
import { objectBuiltins } from "./objects.ts";
import { callBuiltin } from "./testing/call-text.ts";

// Each answer is OPA's.
it.each([
  ['json.patch({"a":{"foo":1}}, [{"op":"add","path":"/a/bar","value":2}])', '{"a": {"bar": 2, "foo": 1}}'],
  ['json.patch({"a":1}, [{"op":"add","path":"a","value":2}])', '{"a": 2}'],
  ['json.patch({"a":[1,2]}, [{"op":"add","path":"/a/-","value":3}])', '{"a": [1, 2, 3]}'],
  ['json.patch({"a":[1,2]}, [{"op":"add","path":"/a/1","value":3}])', '{"a": [1, 3, 2]}'],
  ['json.patch({"a":[1,2]}, [{"op":"add","path":"/a/2","value":3}])', '{"a": [1, 2, 3]}'],
  [
    'json.patch({"a":[1,2]}, [{"op":"add","path":"/a/3","value":3}])',
    "eval_builtin_error: json.patch: index for array insertion out of bounds",
  ],
  [
    'json.patch({"a":[1,2]}, [{"op":"add","path":"/a/01","value":3}])',
    "eval_builtin_error: json.patch: leading zeros are not allowed in JSON paths",
  ],
  ['json.patch({"a":[1,2]}, [{"op":"add","path":"/a/x","value":3}])', "eval_builtin_error: json.patch: invalid string for indexing"],
  ['json.patch({"a":[1,2]}, [{"op":"add","path":["a",0],"value":3}])', '{"a": [3, 1, 2]}'],
  ['json.patch({"a":[1,2]}, [{"op":"add","path":["a","-"],"value":3}])', '{"a": [1, 2, 3]}'],
  ['json.patch({"a":{1,2}}, [{"op":"add","path":["a",3],"value":3}])', '{"a": {1, 2, 3}}'],
  [
    'json.patch({"a":{1,2}}, [{"op":"add","path":["a",3],"value":4}])',
    "eval_builtin_error: json.patch: set key 3 does not equal value to be inserted 4",
  ],
  ['json.patch({"a":{1,2}}, [{"op":"remove","path":["a",2]}])', '{"a": {1}}'],
  [
    'json.patch({"a":{1,2}}, [{"op":"remove","path":["a",5]}])',
    "eval_builtin_error: json.patch: cannot delete child key 5 that does not exist",
  ],
  [
    'json.patch({"a":{1,2}}, [{"op":"replace","path":["a",1],"value":7}])',
    "eval_builtin_error: json.patch: set key 1 does not equal value to be inserted 7",
  ],
  ['json.patch({"a":{"1","2"}}, [{"op":"add","path":"a/3","value":"3"}])', '{"a": {"1", "2", "3"}}'],
  ['json.patch({"a":1}, [{"op":"remove","path":"/b"}])', 'eval_builtin_error: json.patch: cannot delete child key "b" that does not exist'],
  ['json.patch({"a":1}, [{"op":"remove","path":"/a"}])', "{}"],
  [
    'json.patch({"a":1}, [{"op":"replace","path":"/b","value":1}])',
    'eval_builtin_error: json.patch: cannot delete child key "b" that does not exist',
  ],
  ['json.patch({"a":1}, [{"op":"replace","path":"/a","value":5}])', '{"a": 5}'],
  ['json.patch({"a":1}, [{"op":"replace","path":"","value":5}])', "5"],
  ['json.patch({"a":1}, [{"op":"add","path":"","value":5}])', "5"],
  ['json.patch({"a":1}, [{"op":"move","from":"/a","path":"/b"}])', '{"b": 1}'],
  [
    'json.patch({"a":1}, [{"op":"move","from":"/x","path":"/b"}])',
    'eval_builtin_error: json.patch: path "x" does not exist in object term {"a": 1}',
  ],
  [
    'json.patch({"a":{"b":1}}, [{"op":"move","from":"/a","path":"/a/b"}])',
    'eval_builtin_error: json.patch: cannot unfold the already deleted composite node for key "a"',
  ],
  ['json.patch({"a":1}, [{"op":"copy","from":"/a","path":"/b"}])', '{"a": 1, "b": 1}'],
  ['json.patch({"a":1}, [{"op":"test","path":"/a","value":1}])', '{"a": 1}'],
  [
    'json.patch({"a":1}, [{"op":"test","path":"/a","value":2}])',
    "eval_builtin_error: json.patch: value from EditTree != patch value.\n\nExpected: 2\n\nFound: 1",
  ],
  [
    'json.patch({"a":1}, [{"op":"test","path":"/b","value":2}])',
    'eval_builtin_error: json.patch: path "b" does not exist in object term {"a": 1}',
  ],
  ['json.patch({"a":1}, [{"op":"bad","path":"/b","value":2}])', "eval_builtin_error: json.patch: unrecognized op: 'bad'"],
  ['json.patch({"a":1}, [{"path":"/b","value":2}])', "eval_builtin_error: json.patch: missing required attribute 'op'"],
  ['json.patch({"a":1}, [{"op":"add","value":2}])', "eval_builtin_error: json.patch: missing required attribute 'path'"],
  ['json.patch({"a":1}, [{"op":"add","path":"/b"}])', "eval_builtin_error: json.patch: missing required attribute 'value'"],
  [
    'json.patch({"a":1}, [{"op":"add","path":5,"value":1}])',
    "eval_type_error: json.patch: operand 2 must be one of {set, array} containing string paths or array of path segments but got number",
  ],
  ['json.patch({"a":1}, [{"op":"copy","path":"/b"}])', "eval_builtin_error: json.patch: missing required attribute 'from'"],
  [
    'json.patch({"a":1}, [{"op":1,"path":"/b","value":1}])',
    "eval_builtin_error: json.patch: attribute 'op' must be a string but found: number",
  ],
  [
    'json.patch({"a":1}, [{"op":"add","path":"/b/c","value":1}])',
    'eval_builtin_error: json.patch: path "b" does not exist in object term {"a": 1}',
  ],
  [
    'json.patch({"a":1}, [{"op":"add","path":"/a/c","value":1}])',
    "eval_builtin_error: json.patch: expected composite type, found value: 1 (type: ast.Number)",
  ],
  ['json.patch([1,2], [{"op":"remove","path":"/0"}])', "[2]"],
  ['json.patch([1,2], [{"op":"replace","path":"/-","value":1}])', "eval_builtin_error: json.patch: index for array delete out of bounds"],
  ['json.patch([1,2], [{"op":"remove","path":"/-"}])', "eval_builtin_error: json.patch: index for array delete out of bounds"],
  [
    'json.patch(5, [{"op":"add","path":"/a","value":1}])',
    "eval_builtin_error: json.patch: expected composite type, found value: 5 (type: ast.Number)",
  ],
  ["json.patch(5, [])", "5"],
  ['json.patch({1,2}, [{"op":"add","path":[3],"value":3}])', "{1, 2, 3}"],
  [
    'json.patch({"a":1}, [1])',
    "eval_builtin_error: json.patch: must be an array of JSON-Patch objects, but at least one element is not an object",
  ],
  ['json.patch({"a~/b":1}, [{"op":"remove","path":"/a~0~1b"}])', "{}"],
  ['json.patch({"a":{"b":[{"c":1}]}}, [{"op":"add","path":"/a/b/0/d","value":{1}}])', '{"a": {"b": [{"c": 1, "d": {1}}]}}'],
  ['json.patch({1:2}, [{"op":"add","path":[1],"value":3}])', "{1: 3}"],
  ['json.patch({"a":[1,2,3]}, [{"op":"move","from":"/a/0","path":"/a/2"}])', '{"a": [2, 3, 1]}'],
  ['json.patch({"a":[1,2,3]}, [{"op":"copy","from":"/a/0","path":"/a/-"}])', '{"a": [1, 2, 3, 1]}'],
  [
    'json.patch({"a":1}, [{"op":"add","path":"/b","value":1},{"op":"test","path":"/b","value":2}])',
    "eval_builtin_error: json.patch: value from EditTree != patch value.\n\nExpected: 2\n\nFound: 1",
  ],
  [
    'json.patch({}, [{"op":"add","path":["a",{"b"}],"value":1}])',
    'eval_builtin_error: json.patch: path "a" does not exist in object term {}',
  ],
  ['json.patch({"a":[1]}, [{"op":"add","path":["a",1.0],"value":1}])', '{"a": [1, 1]}'],
  [
    'json.patch({"a":[1]}, [{"op":"add","path":["a",-1],"value":1}])',
    "eval_builtin_error: json.patch: index for array insertion out of bounds",
  ],
  ['json.patch({"a":[1]}, [{"op":"add","path":["a",1.5],"value":1}])', "eval_builtin_error: json.patch: invalid number type for indexing"],
  ['json.patch([1], [{"op":"test","path":"/5","value":1}])', "eval_builtin_error: json.patch: path 5 does not exist in array term [1]"],
  ['json.patch([1], [{"op":"test","path":"/x","value":1}])', "eval_builtin_error: json.patch: invalid string for indexing"],
  [
    'json.patch({"a"}, [{"op":"test","path":"/x~1y","value":1}])',
    'eval_builtin_error: json.patch: path x/y does not exist in set term {"a"}',
  ],
  [
    'json.patch({"a": 1}, [{"op":"test","path":"/x/y","value":1}])',
    'eval_builtin_error: json.patch: path "x" does not exist in object term {"a": 1}',
  ],
  ['json.patch({1}, [{"op":"test","path":[2],"value":1}])', "eval_builtin_error: json.patch: path 2 does not exist in set term {1}"],
  ['json.patch({1}, [{"op":"test","path":[1],"value":1}])', "{1}"],
  ['json.patch([[1]], [{"op":"test","path":"/-","value":1}])', "eval_builtin_error: json.patch: path 1 does not exist in array term [[1]]"],
  [
    'json.patch([[1]], [{"op":"add","path":"/-/0","value":1}])',
    "eval_builtin_error: json.patch: path 1 does not exist in array term [[1]]",
  ],
  [
    'json.patch([[1]], [{"op":"add","path":"/3/0","value":1}])',
    "eval_builtin_error: json.patch: path 3 does not exist in array term [[1]]",
  ],
  ['json.patch({{"a":1}}, [{"op":"add","path":[{"a":1},"b"],"value":1}])', '{{"a": 1, "b": 1}}'],
  [
    'json.patch({{"a":1}}, [{"op":"add","path":[{"a":2},"b"],"value":1}])',
    'eval_builtin_error: json.patch: path {"a": 2} does not exist in set term {{"a": 1}}',
  ],
  [
    'json.patch({"a":"s"}, [{"op":"remove","path":"/a/b"}])',
    'eval_builtin_error: json.patch: expected composite type, found value: "s" (type: ast.String)',
  ],
  [
    'json.patch({"a":"s"}, [{"op":"test","path":"/a/b","value":1}])',
    'eval_builtin_error: json.patch: expected composite type for path "b", found value: "s" (type: ast.String)',
  ],
  [
    'json.patch({"a":null}, [{"op":"test","path":"/a/b/c","value":1}])',
    'eval_builtin_error: json.patch: expected composite type for path "b", found value: null (type: ast.Null)',
  ],
  [
    'json.patch({"a":true}, [{"op":"add","path":"/a/b/c","value":1}])',
    'eval_builtin_error: json.patch: expected composite type for path "b", found value: true (type: ast.Boolean)',
  ],
  [
    'json.patch({"a":1}, [{"op":"add","path":["b",5,{1}],"value":1}])',
    'eval_builtin_error: json.patch: path "b" does not exist in object term {"a": 1}',
  ],
  ['json.patch([1,2,3], [{"op":"replace","path":"/1","value":9}])', "[1, 9, 3]"],
  ['json.patch([1,2,3], [{"op":"replace","path":"/3","value":9}])', "eval_builtin_error: json.patch: index for array delete out of bounds"],
  ['json.patch([1,2,3], [{"op":"remove","path":"/3"}])', "eval_builtin_error: json.patch: index for array delete out of bounds"],
  ['json.patch([1,2,3], [{"op":"remove","path":"/-1"}])', "eval_builtin_error: json.patch: index for array delete out of bounds"],
  ['json.patch([1,2,3], [{"op":"add","path":"/-1","value":0}])', "eval_builtin_error: json.patch: index for array insertion out of bounds"],
  ['json.patch([1,2,3], [{"op":"add","path":["x"],"value":0}])', "eval_builtin_error: json.patch: invalid string for indexing"],
  ['json.patch([1,2,3], [{"op":"add","path":[{1}],"value":0}])', "eval_builtin_error: json.patch: invalid type for indexing"],
  ['json.patch([1,2,3], [{"op":"add","path":["0"],"value":0}])', "[0, 1, 2, 3]"],
  [
    'json.patch([1,2,3], [{"op":"add","path":["00"],"value":0}])',
    "eval_builtin_error: json.patch: leading zeros are not allowed in JSON paths",
  ],
  ['json.patch({"a":1}, [{"op":"add","path":"//a","value":0}])', '{"a": 0}'],
  [
    'json.patch({"a":1}, [{"op":"add","path":"/a/","value":0}])',
    "eval_builtin_error: json.patch: expected composite type, found value: 1 (type: ast.Number)",
  ],
  ['json.patch({"a":1}, [{"op":"add","path":"/","value":0}])', '{"": 0, "a": 1}'],
  [
    'json.patch({"a":1}, [{"op":"test","path":"/","value":0}])',
    'eval_builtin_error: json.patch: path "" does not exist in object term {"a": 1}',
  ],
  ['json.patch({"a":1}, [{"op":"test","path":"","value":{"a":1}}])', '{"a": 1}'],
  ['json.patch({"a":1}, [{"op":"test","path":[],"value":{"a":1}}])', '{"a": 1}'],
  [
    'json.patch({"a":1}, [{"op":"move","from":5,"path":"/b"}])',
    "eval_type_error: json.patch: operand 2 must be one of {set, array} containing string paths or array of path segments but got number",
  ],
  [
    'json.patch({"a":1}, [{"op":"copy","from":"/x","path":"/b"}])',
    'eval_builtin_error: json.patch: path "x" does not exist in object term {"a": 1}',
  ],
  ['json.patch({"a":1}, [{"op":"copy","from":"","path":"/b"}])', '{"a": 1, "b": {"a": 1}}'],
  ['json.patch({"a":{"b":1}}, [{"op":"move","from":"/a/b","path":"/a"}])', '{"a": 1}'],
  ['json.patch({"a":{"b":1}}, [{"op":"move","from":"/a","path":"/a"}])', '{"a": {"b": 1}}'],
  ['json.patch({"a":1,"b":2}, [{"op":"move","from":"/a","path":"/b"}])', '{"b": 1}'],
  ['json.patch({"a":1}, [{"op":"test"}])', "eval_builtin_error: json.patch: missing required attribute 'path'"],
  ['json.patch({"a":1}, [{"op":"test","path":"/a"}])', "eval_builtin_error: json.patch: missing required attribute 'value'"],
  ['json.patch({"a":1}, [{"op":"bad"}])', "eval_builtin_error: json.patch: missing required attribute 'path'"],
  ['json.patch({"a":1}, [{"op":"remove"}])', "eval_builtin_error: json.patch: missing required attribute 'path'"],
  ['json.patch({"a":1}, [{"op":"move","path":"/b"}])', "eval_builtin_error: json.patch: missing required attribute 'from'"],
  ['json.patch({"a":1}, [{"op":"replace","path":"/a"}])', "eval_builtin_error: json.patch: missing required attribute 'value'"],
  [
    'json.patch({"a":1}, [{"op":"add","path":{"a"},"value":5}])',
    "eval_type_error: json.patch: operand 2 must be one of {set, array} containing string paths or array of path segments but got set",
  ],
  [
    'json.patch({"a":1}, [{"op":"add","path":null,"value":5}])',
    "eval_type_error: json.patch: operand 2 must be one of {set, array} containing string paths or array of path segments but got null",
  ],
  [
    'json.patch({"a":{"b":1}}, [{"op":"add","path":"/a","value":2},{"op":"add","path":"/a/b","value":2}])',
    "eval_builtin_error: json.patch: expected composite type, found value: 2 (type: ast.Number)",
  ],
  [
    'json.patch({"a":1.5}, [{"op":"test","path":"/a","value":{1}}])',
    "eval_builtin_error: json.patch: value from EditTree != patch value.\n\nExpected: {1}\n\nFound: 1.5",
  ],
  [
    'json.patch({"a":{"x"}}, [{"op":"test","path":"/a","value":"str"}])',
    'eval_builtin_error: json.patch: value from EditTree != patch value.\n\nExpected: "str"\n\nFound: {"x"}',
  ],
  ['json.patch("a", 1)', "eval_type_error: json.patch: operand 2 must be array but got number"],
])("%s is %s", (call, answer) => expect(callBuiltin(objectBuiltins, call)).toBe(answer));
