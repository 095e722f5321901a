import { defineWorkload } from "../workload.ts";

interface Document {
  readonly owner: string;
  readonly department: string;
  readonly classification: number;
  readonly tags: readonly string[];
}

const departments = ["sales", "legal", "engineering", "finance"];
const documents: Record<string, Document> = Object.fromEntries(
  Array.from({ length: 500 }, (_, index) => [
    `doc-${index}`,
    {
      owner: `user-${index % 50}`,
      department: departments[index % 4] ?? "",
      classification: index % 5,
      tags: [`tag-${index % 7}`, `tag-${index % 11}`],
    },
  ]),
);

export const abac = defineWorkload({
  name: "abac",
  standsFor: "attribute-based access: the user, the document and the hour decide",
  query: "data.abac.decision",
  policy: `package abac

document := data.documents[input.document]

default allow := false

allow if document.owner == input.user.name

allow if {
	input.action == "read"
	same_department
	cleared
	working_hours
}

allow if {
	input.action == "comment"
	same_department
	some tag in document.tags
	tag in input.user.follows
}

same_department if document.department == input.user.department

cleared if input.user.clearance >= document.classification

working_hours if {
	input.time.hour >= 8
	input.time.hour < 18
	not input.time.weekday in {"Saturday", "Sunday"}
}

reasons contains "another department" if not same_department

reasons contains "not cleared" if not cleared

reasons contains "outside of working hours" if not working_hours

decision := {"allow": allow, "reasons": reasons}
`,
  data: { documents },
  input: {
    action: "read",
    document: "doc-42",
    user: { name: "user-1", department: "engineering", clearance: 3, follows: ["tag-1", "tag-5"] },
    time: { hour: 19, weekday: "Tuesday" },
  },
  byHand: (input, data) => {
    const document = data.documents[input.document];
    if (document === undefined) return { allow: false, reasons: ["another department", "not cleared", "outside of working hours"] };
    const { user, time } = input;
    const sameDepartment = document.department === user.department;
    const cleared = user.clearance >= document.classification;
    const workingHours = time.hour >= 8 && time.hour < 18 && time.weekday !== "Saturday" && time.weekday !== "Sunday";
    const allow =
      document.owner === user.name ||
      (input.action === "read" && sameDepartment && cleared && workingHours) ||
      (input.action === "comment" && sameDepartment && document.tags.some((tag) => user.follows.includes(tag)));
    const reasons: string[] = [];
    if (!sameDepartment) reasons.push("another department");
    if (!cleared) reasons.push("not cleared");
    if (!workingHours) reasons.push("outside of working hours");
    return { allow, reasons };
  },
});
