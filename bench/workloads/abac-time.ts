import { defineWorkload } from "../workload.ts";

interface Employee {
  readonly department: string;
  readonly clearance: number;
  readonly contract: { readonly from: string; readonly until: string };
  readonly trainings: readonly { readonly course: string; readonly passed: string }[];
}

interface Resource {
  readonly owner: string;
  readonly classification: number;
  readonly departments: readonly string[];
  readonly training: string;
}

const departments = ["sales", "legal", "engineering", "finance"];
const courses = ["privacy", "safety", "export"];

const employees: Readonly<Record<string, Employee>> = Object.fromEntries(
  Array.from({ length: 200 }, (_, index) => [
    `employee-${index}`,
    {
      department: departments[index % 4] ?? "",
      clearance: index % 5,
      contract: { from: `20${10 + (index % 10)}-04-01T00:00:00Z`, until: `20${27 + (index % 10)}-03-31T23:59:59Z` },
      trainings: courses.map((course, step) => ({ course, passed: `202${4 + (step % 2)}-0${1 + (index % 9)}-15T09:30:00Z` })),
    },
  ]),
);

const resources: Readonly<Record<string, Resource>> = Object.fromEntries(
  Array.from({ length: 300 }, (_, index) => [
    `resource-${index}`,
    {
      owner: `employee-${index % 50}`,
      classification: index % 5,
      departments: [departments[index % 4] ?? "", departments[(index + 1) % 4] ?? ""],
      training: courses[index % 3] ?? "",
    },
  ]),
);

export const abacTime = defineWorkload({
  name: "abac-time",
  standsFor: "attributes of person and document, contract and training dates, and office hours of the time in the input",
  query: "data.abac.time.decision",
  policy: `package abac.time

now := time.parse_rfc3339_ns(input.time)

employee := data.employees[input.subject]

resource := data.resources[input.resource]

default allow := false

allow if {
	input.action in {"read", "write"}
	resource.owner == input.subject
	employed
}

allow if {
	input.action == "read"
	employed
	cleared
	trained
	office_hours
}

employed if {
	time.parse_rfc3339_ns(employee.contract.from) <= now
	now < time.parse_rfc3339_ns(employee.contract.until)
}

cleared if {
	employee.clearance >= resource.classification
	employee.department in resource.departments
}

trained if {
	some training in employee.trainings
	training.course == resource.training
	time.parse_rfc3339_ns(training.passed) > time.add_date(now, -1, 0, 0)
}

office_hours if {
	[hour, _, _] := time.clock(now)
	hour >= 7
	hour < 19
	not time.weekday(now) in {"Saturday", "Sunday"}
}

reasons contains "no contract" if not employed

reasons contains "not cleared" if not cleared

reasons contains "training is missing or too old" if not trained

reasons contains "outside of office hours" if not office_hours

decision := {"allow": allow, "reasons": reasons, "weekday": time.weekday(now)}
`,
  data: { employees, resources },
  input: { subject: "employee-22", resource: "resource-122", action: "read", time: "2025-06-17T20:15:00Z" },
  byHand: (input, data) => {
    const now = Date.parse(input.time);
    if (Number.isNaN(now)) return undefined;
    const [employee, resource] = [data.employees[input.subject], data.resources[input.resource]];
    const employed = employee !== undefined && Date.parse(employee.contract.from) <= now && now < Date.parse(employee.contract.until);
    const cleared =
      employee !== undefined &&
      resource !== undefined &&
      employee.clearance >= resource.classification &&
      resource.departments.includes(employee.department);
    const trained = employee !== undefined && resource !== undefined && isTrained(employee, resource.training, now);
    const [date, day] = [new Date(now), new Date(now).getUTCDay()];
    const officeHours = date.getUTCHours() >= 7 && date.getUTCHours() < 19 && day !== 0 && day !== 6;
    const owns = resource?.owner === input.subject && (input.action === "read" || input.action === "write");
    const reasons: string[] = [];
    if (!employed) reasons.push("no contract");
    if (!cleared) reasons.push("not cleared");
    if (!officeHours) reasons.push("outside of office hours");
    if (!trained) reasons.push("training is missing or too old");
    const allow = employed && (owns || (input.action === "read" && cleared && trained && officeHours));
    return { allow, reasons, weekday: weekdays[day] };
  },
});

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

function isTrained(employee: Employee, course: string, now: number): boolean {
  const yearAgo = new Date(now);
  yearAgo.setUTCFullYear(yearAgo.getUTCFullYear() - 1);
  return employee.trainings.some((training) => training.course === course && Date.parse(training.passed) > yearAgo.getTime());
}
