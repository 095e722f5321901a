import { defineWorkload } from "../workload.ts";

const roles: Readonly<Record<string, readonly string[]>> = {
  customer: ["orders:read", "orders:create"],
  support: ["orders:read", "customers:read"],
  manager: ["orders:cancel", "reports:read"],
};
const users: Readonly<Record<string, { readonly roles: readonly string[]; readonly manages?: readonly string[] }>> = {
  ada: { roles: ["customer"] },
  ben: { roles: ["support"], manages: ["ada"] },
  cleo: { roles: ["support", "manager"], manages: ["ada", "ben"] },
};

export const httpApi = defineWorkload({
  name: "http-api",
  standsFor: "a gateway in front of an HTTP API: the path is split and matched with patterns, roles give permissions",
  query: "data.gateway.allow",
  policy: `package gateway

path := split(trim(input.attributes.request.http.path, "/"), "/")

method := input.attributes.request.http.method

user := input.attributes.request.http.headers["x-user"]

permissions contains permission if {
	some role in data.users[user].roles
	some permission in data.roles[role]
}

default allow := false

allow if {
	method == "GET"
	path == ["health"]
}

allow if {
	method == "GET"
	path = ["users", name, "orders"]
	name == user
	"orders:read" in permissions
}

allow if {
	method == "GET"
	path = ["users", name, "orders", _]
	name in data.users[user].manages
	"orders:read" in permissions
}

allow if {
	method == "POST"
	path = ["users", user, "orders"]
	"orders:create" in permissions
}

allow if {
	method == "DELETE"
	path = ["users", name, "orders", _]
	name in data.users[user].manages
	"orders:cancel" in permissions
}

allow if {
	method == "GET"
	path = ["reports", kind, year]
	kind in {"sales", "stock"}
	to_number(year) >= 2020
	"reports:read" in permissions
}
`,
  data: { roles, users },
  input: {
    attributes: {
      request: {
        http: {
          method: "DELETE",
          path: "/users/ada/orders/4711",
          headers: { "x-user": "cleo", accept: "application/json", "user-agent": "shop/7.1" },
        },
      },
    },
  },
  byHand: (input, data) => {
    const { method, path: text, headers } = input.attributes.request.http;
    if (typeof text !== "string") return false;
    const path = trimSlashes(text).split("/");
    if (method === "GET" && path.length === 1 && path[0] === "health") return true;
    const user = headers["x-user"];
    const record = data.users[user];
    if (record === undefined) return false;
    const may = (permission: string): boolean => record.roles.some((role) => data.roles[role]?.includes(permission));
    const [first, second, third] = path;
    const manages = (): boolean => second !== undefined && record.manages?.includes(second) === true;
    if (first === "users" && third === "orders") {
      if (path.length === 3 && second === user) {
        return (method === "GET" && may("orders:read")) || (method === "POST" && may("orders:create"));
      }
      if (path.length !== 4) return false;
      return (method === "GET" && manages() && may("orders:read")) || (method === "DELETE" && manages() && may("orders:cancel"));
    }
    const isReport = method === "GET" && path.length === 3 && first === "reports" && (second === "sales" || second === "stock");
    return isReport && Number(third) >= 2020 && may("reports:read");
  },
});

function trimSlashes(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && text[start] === "/") start++;
  while (end > start && text[end - 1] === "/") end--;
  return text.slice(start, end);
}
