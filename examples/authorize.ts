import { Engine } from "rego-ts";

const policy = `package authz
allow if input.user in data.admins
allow if input.method == "GET"`;

const engine = new Engine();
engine.addModule("authz.rego", policy);
engine.setData({ admins: ["ines"] });
const allow = engine.prepare("data.authz.allow");
console.log(await allow.evaluate({ user: "ines", method: "DELETE" })); // true
console.log(await allow.evaluate({ user: "tom", method: "DELETE" })); // undefined: no rule says so
